using System.Globalization;
using System.Management.Automation;

namespace AliLogOps.Validation;

/// <summary>A span of time that is not too short.</summary>
public sealed class ValidateSpanAttribute : ValidateArgumentsAttribute
{
    /// <summary>The least number of seconds.</summary>
    public double MinimumSeconds { get; set; }

    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is TimeSpan span && span.TotalSeconds < MinimumSeconds)
        {
            throw new ValidationMetadataException(string.Create(CultureInfo.InvariantCulture, $"The span {span} is too short: the least is {MinimumSeconds} s."));
        }
    }
}
