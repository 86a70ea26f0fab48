using System.Globalization;
using System.Management.Automation;
using AliLogOps.Setup;

namespace AliLogOps.Transformations;

/// <summary>Turns <c>11111</c>, <c>8000-8080</c> or <c>8000/8080</c> into the service's form <c>from/to</c>; <c>all</c> and <c>-1</c> mean every port.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class PortRangeTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is null)
        {
            return null;
        }

        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return PortRange.TryParse(text, out var range) ? range : throw new ArgumentTransformationMetadataException(PortRange.Explain(text));
    }
}
