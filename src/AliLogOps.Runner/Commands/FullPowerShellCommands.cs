using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace AliLogOps.Runner.Commands;

/// <summary>The commands a full PowerShell has and the engine alone lacks, read from the list beside this file on first need.</summary>
internal static class FullPowerShellCommands
{
    /// <summary>What the names of the modules begin with; Microsoft.PowerShell.Core alone is part of the engine, and none of its commands is listed.</summary>
    internal const string ModulePrefix = "Microsoft.PowerShell.";

    private const string Resource = "FullPowerShellCommands.txt";

    private static readonly Lazy<Dictionary<string, (string Name, string? Substitute)>> s_commands = new(Load);

    /// <summary>Finds the command and its name in the usual spelling; a module's name in front (<c>Module\Name</c>) is left aside.</summary>
    internal static bool TryGet(string asked, [NotNullWhen(true)] out string? name)
    {
        bool found = s_commands.Value.TryGetValue(Unqualified(asked), out (string Name, string? Substitute) entry);
        name = entry.Name;
        return found;
    }

    /// <summary>An expression that does without the command, null when there is no short one.</summary>
    internal static string? Substitute(string name) => s_commands.Value.GetValueOrDefault(name).Substitute;

    private static string Unqualified(string asked) => asked[(asked.LastIndexOf('\\') + 1)..];

    private static Dictionary<string, (string Name, string? Substitute)> Load()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The program lacks its resource '{Resource}'.");
        using StreamReader reader = new(stream);
        Dictionary<string, (string, string?)> commands = new(StringComparer.OrdinalIgnoreCase);
        bool holds = true;
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('['))
            {
                holds = OperatingSystem.IsOSPlatform(line.Trim('[', ']'));
            }
            else if (holds && line.Length > 0 && !line.StartsWith('#'))
            {
                string[] parts = line.Split('|', 2, StringSplitOptions.TrimEntries);
                commands[parts[0]] = (parts[0], parts.Length > 1 ? parts[1] : null);
            }
        }

        return commands;
    }
}
