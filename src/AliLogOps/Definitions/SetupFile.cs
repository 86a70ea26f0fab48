using System.Text;
using AliLogOps.Setup.Definition;

namespace AliLogOps.Definitions;

/// <summary>A definition on disk; the ending chooses the form.</summary>
internal static class SetupFile
{
    /// <summary>Endings of files that can be definitions.</summary>
    public static bool HasForm(string path) => IsJson(path) || IsPsd1(path);

    /// <summary>Whether the file is JSON by its name.</summary>
    public static bool IsJson(string path) => Path.GetExtension(path).ToLowerInvariant() is ".json" or ".jsonc";

    /// <summary>Reads the file into a tree.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="shown">The name for messages.</param>
    /// <returns>The tree, and the mistakes that are no hindrance to go on looking for others.</returns>
    /// <exception cref="SetupDefinitionException">The text cannot be read at all.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static (SetupNode Root, IReadOnlyList<SetupMistake> Mistakes) Read(string path, string shown)
    {
        var text = File.ReadAllText(path, Encoding.UTF8);
        return IsJson(path) ? (JsonSetupReader.Read(text, shown), []) : Psd1SetupReader.Read(text, shown);
    }

    private static bool IsPsd1(string path) => Path.GetExtension(path).Equals(".psd1", StringComparison.OrdinalIgnoreCase);
}
