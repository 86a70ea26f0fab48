using System.Management.Automation;
using System.Management.Automation.Host;

namespace AliLogOps.Runner.Hosting;

/// <summary>Writes to the standard streams: errors and progress to standard error, all else to standard output, as pwsh does.</summary>
internal sealed partial class RunnerUserInterface : PSHostUserInterface
{
    private readonly Lock _gate = new();
    private readonly Terminal _terminal;
    private readonly ProgressLine _progress;

    internal RunnerUserInterface(Terminal terminal, CancellationToken stop)
    {
        _terminal = terminal;
        _progress = new ProgressLine(terminal);
        _input = new TerminalInput(stop);
        RawUI = new RunnerRawUserInterface(terminal, _input);
    }

    public override PSHostRawUserInterface RawUI { get; }

    public override bool SupportsVirtualTerminal => _terminal.ColoursOutput;

    /// <summary>Set while the formatter's lines go to standard error.</summary>
    internal ErrorRedirection? Redirection { get; set; }

    /// <summary>Wipes a progress line that is still on the screen.</summary>
    internal void ClearProgress()
    {
        lock (_gate)
        {
            _progress.Clear();
        }
    }

    public override void Write(string value) => WriteOutput(value);

    public override void WriteLine() => WriteOutput(Environment.NewLine);

    public override void WriteLine(string value)
    {
        if (Redirection is { } redirection)
        {
            redirection.Wrote |= !string.IsNullOrEmpty(value);
            WriteErrorLine(value);
        }
        else
        {
            WriteOutput(value + Environment.NewLine);
        }
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        WriteOutput(AnsiColour.Paint(value ?? "", foregroundColor, backgroundColor));

    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        WriteOutput(AnsiColour.Paint(value ?? "", foregroundColor, backgroundColor) + Environment.NewLine);

    public override void WriteErrorLine(string value)
    {
        // the formatter closes a run of errors with an empty line, which has no place in an error log
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        string text = GetOutputString(value, _terminal.ColoursErrors);
        lock (_gate)
        {
            _progress.Clear();
            Console.Error.WriteLine(text);
        }
    }

    public override void WriteWarningLine(string message) => WriteMarked(FormatStyle.Warning, "WARNING: ", message);

    public override void WriteVerboseLine(string message) => WriteMarked(FormatStyle.Verbose, "VERBOSE: ", message);

    public override void WriteDebugLine(string message) => WriteMarked(FormatStyle.Debug, "DEBUG: ", message);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        lock (_gate)
        {
            _progress.Update(record);
        }
    }

    private void WriteMarked(FormatStyle style, string mark, string message)
    {
        string line = mark + message;
        WriteOutput((_terminal.ColoursOutput ? GetFormatStyleString(style) + line + AnsiColour.Reset : line) + Environment.NewLine);
    }

    private void WriteOutput(string? value)
    {
        string text = GetOutputString(value ?? "", _terminal.ColoursOutput);
        lock (_gate)
        {
            _progress.Clear();
            Console.Out.Write(text);
        }
    }
}
