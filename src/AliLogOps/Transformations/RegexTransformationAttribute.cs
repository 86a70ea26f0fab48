using System.Management.Automation;
using System.Text.RegularExpressions;

namespace AliLogOps.Transformations;

/// <summary>
/// Turns text into a regular expression that never runs for long, and says where a bad one is wrong. Case does not count unless the
/// pattern says so with <c>(?-i)</c>, as everywhere in PowerShell.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class RegexTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = BareWord.Read(inputData);
        if (value is null or Regex)
        {
            return value;
        }

        try
        {
            return Create(value.ToString()!);
        }
        catch (RegexParseException problem)
        {
            throw new ArgumentTransformationMetadataException(FormattableString.Invariant($"'{value}' is not a regular expression: {problem.Message}"));
        }
    }

    private static Regex Create(string pattern)
    {
        const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
        try
        {
            return new Regex(pattern, Options | RegexOptions.NonBacktracking, s_limit);
        }
        catch (NotSupportedException)
        {
            // it looks around or refers back, which only the slower engine can
            return new Regex(pattern, Options, s_limit);
        }
    }
}
