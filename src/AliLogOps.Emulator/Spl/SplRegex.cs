using System.Text.RegularExpressions;

namespace AliLogOps.Emulator.Spl;

/// <summary>
/// Patterns of scripts, which the service matches with RE2: in linear time, without look-around and back-references. .NET's engine of the
/// same kind takes their place.
/// </summary>
internal static class SplRegex
{
    /// <exception cref="SplPatternException">The pattern is none.</exception>
    public static Regex Create(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, SplLimits.MatchTime);
        }
        catch (NotSupportedException)
        {
            throw new SplPatternException($"the pattern '{pattern}' is too large, or uses look-around or back-references, which RE2 does not know");
        }
        catch (ArgumentException e)
        {
            throw new SplPatternException($"the pattern '{pattern}' is no regular expression: {e.Message}");
        }
    }
}

/// <summary>A text that is no pattern.</summary>
internal sealed class SplPatternException(string message) : Exception(message);
