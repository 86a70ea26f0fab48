namespace AliLogOps.Runner;

/// <summary>What the command line asks for.</summary>
internal enum RunnerAction
{
    RunScript,
    RunCommand,
    ShowHelp,
    ShowVersion,
}

/// <summary>The command line, parsed.</summary>
internal sealed record RunnerOptions
{
    internal RunnerAction Action { get; init; }

    /// <summary>Full path of the script for <see cref="RunnerAction.RunScript"/>.</summary>
    internal string? ScriptPath { get; init; }

    /// <summary>Text to run for <see cref="RunnerAction.RunCommand"/>.</summary>
    internal string? CommandText { get; init; }

    /// <summary>Everything after the script's name, untouched.</summary>
    internal IReadOnlyList<string> ScriptArguments { get; init; } = [];

    /// <summary>A module manifest or its folder, null for the staged module.</summary>
    internal string? ModulePath { get; init; }

    /// <summary>Columns to lay tables out in, null for the terminal's own.</summary>
    internal int? Width { get; init; }
}
