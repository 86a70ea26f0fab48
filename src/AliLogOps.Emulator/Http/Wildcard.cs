using System.IO.Enumeration;

namespace AliLogOps.Emulator.Http;

/// <summary>Patterns in which <c>*</c> stands for any run of characters and <c>?</c> for one.</summary>
internal static class Wildcard
{
    /// <summary>True if the pattern covers the whole text, whatever the letter case.</summary>
    public static bool Fits(string pattern, string text)
    {
        return FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: true);
    }
}
