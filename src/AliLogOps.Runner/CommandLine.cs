using System.Globalization;

namespace AliLogOps.Runner;

/// <summary>
/// Parses the program's own options, which end at the script's name or at <c>--command</c>. What follows belongs to the script.
/// </summary>
internal static class CommandLine
{
    /// <summary>Narrower than this, table views collapse into noise.</summary>
    internal const int MinimumWidth = 20;

    /// <summary>A width the formatter still handles without building huge padding.</summary>
    internal const int MaximumWidth = 10_000;

    internal static RunnerOptions Parse(IReadOnlyList<string> arguments)
    {
        RunnerOptions options = new();
        for (int index = 0; index < arguments.Count; index++)
        {
            string argument = arguments[index];
            if (argument == "--")
            {
                return WithScript(options, arguments, index + 1);
            }

            if (!argument.StartsWith('-'))
            {
                return WithScript(options, arguments, index);
            }

            (string name, string? value) = Split(argument);
            switch (name)
            {
                case "--help" or "-h" or "-?":
                    return options with { Action = RunnerAction.ShowHelp };
                case "--version":
                    return options with { Action = RunnerAction.ShowVersion };
                case "--module":
                    options = options with { ModulePath = value ?? Next(arguments, ref index, name, "the module's manifest or its folder") };
                    break;
                case "--width":
                    options = options with { Width = ParseWidth(value ?? Next(arguments, ref index, name, "a number of columns")) };
                    break;
                case "--command" or "-c":
                    return WithCommand(options, value ?? Next(arguments, ref index, name, "the text to run"), arguments, index + 1);
                default:
                    throw new UsageException($"unknown option '{argument}'. Its own options come before the script's name, those of the script after it; see --help.");
            }
        }

        throw new UsageException("no script to run. Give a script file, or text with --command; see --help.");
    }

    private static RunnerOptions WithScript(RunnerOptions options, IReadOnlyList<string> arguments, int index)
    {
        if (index >= arguments.Count)
        {
            throw new UsageException("no script to run after '--'. Give a script file; see --help.");
        }

        return options with
        {
            Action = RunnerAction.RunScript,
            ScriptPath = ScriptFile.Resolve(arguments[index]),
            ScriptArguments = [.. arguments.Skip(index + 1)],
        };
    }

    // as pwsh -Command: all that is left is the text
    private static RunnerOptions WithCommand(RunnerOptions options, string text, IReadOnlyList<string> arguments, int rest)
    {
        string command = string.Join(' ', [text, .. arguments.Skip(rest)]);
        if (string.IsNullOrWhiteSpace(command))
        {
            throw new UsageException("--command has nothing to run. Give the text after it, in quotes.");
        }

        return options with { Action = RunnerAction.RunCommand, CommandText = command };
    }

    private static (string Name, string? Value) Split(string argument)
    {
        int equals = argument.StartsWith("--", StringComparison.Ordinal) ? argument.IndexOf('=', StringComparison.Ordinal) : -1;
        return equals < 0 ? (argument, null) : (argument[..equals], argument[(equals + 1)..]);
    }

    private static string Next(IReadOnlyList<string> arguments, ref int index, string name, string what)
    {
        if (index + 1 >= arguments.Count)
        {
            throw new UsageException($"{name} needs {what} after it; see --help.");
        }

        return arguments[++index];
    }

    private static int ParseWidth(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int width) && width is >= MinimumWidth and <= MaximumWidth)
        {
            return width;
        }

        throw new UsageException($"'{text}' is not a width. Give a whole number of columns from {MinimumWidth} to {MaximumWidth}.");
    }
}
