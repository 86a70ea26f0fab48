using AliLogOps.Docs.About;
using AliLogOps.Docs.Facts;
using AliLogOps.Docs.Maml;
using AliLogOps.Docs.Pages;

namespace AliLogOps.Docs;

/// <summary>Every generated file of the help, as it should be now.</summary>
public static class HelpFiles
{
    /// <summary>Name by which the engine looks for the help of the cmdlets: that of the assembly they are in.</summary>
    public const string MamlName = "AliLogOps.dll-Help.xml";

    /// <summary>Paths below <paramref name="root"/> and the text that belongs there.</summary>
    public static IReadOnlyList<(string Path, string Text)> Create(string root)
    {
        var commands = ModuleReader.Read(Path.Combine(root, "out", "AliLogOps", "AliLogOps.psd1"));
        var documented = commands.Select(command => (Command: command, Page: ReadPage(root, command.Name))).ToArray();
        return
        [
            .. documented.Select(item => (PagePath(item.Command.Name), PageWriter.Write(item.Command, item.Page))),
            (Path.Combine("en-US", MamlName), MamlWriter.Write(documented)),
            .. AboutTopics(root).Select(path => (Path.Combine("en-US", Path.GetFileNameWithoutExtension(path) + ".help.txt"), AboutWriter.Write(File.ReadAllText(path)))),
        ];
    }

    /// <summary>Where the page of a cmdlet lies, below the root.</summary>
    public static string PagePath(string command) => Path.Combine("docs", command + ".md");

    /// <summary>The prose of a cmdlet's page; empty for a cmdlet that has none yet.</summary>
    public static CommandPage ReadPage(string root, string command)
    {
        var file = Path.Combine(root, PagePath(command));
        return File.Exists(file) ? PageReader.Read(File.ReadAllText(file)) : new CommandPage { Title = command };
    }

    /// <summary>The sources of the about topics.</summary>
    public static IEnumerable<string> AboutTopics(string root) =>
        Directory.EnumerateFiles(Path.Combine(root, "docs"), "about_*.md").Order(StringComparer.Ordinal);
}
