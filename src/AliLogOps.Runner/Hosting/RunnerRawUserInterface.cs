using System.Management.Automation;
using System.Management.Automation.Host;

namespace AliLogOps.Runner.Hosting;

/// <summary>The screen as far as scripts need it: its size and single keys. Screen contents are out of reach.</summary>
internal sealed class RunnerRawUserInterface : PSHostRawUserInterface
{
    // what .NET and pwsh report for a terminal's own, unknown colours
    private const ConsoleColor Unknown = (ConsoleColor)(-1);

    private readonly Terminal _terminal;
    private readonly TerminalInput _input;

    internal RunnerRawUserInterface(Terminal terminal, TerminalInput input)
    {
        _terminal = terminal;
        _input = input;
    }

    public override ConsoleColor ForegroundColor { get; set; } = Unknown;

    public override ConsoleColor BackgroundColor { get; set; } = Unknown;

    public override int CursorSize { get; set; } = 25;

    public override Coordinates WindowPosition { get; set; }

    public override Coordinates CursorPosition
    {
        get => _terminal.CanPrompt ? new Coordinates(Console.CursorLeft, Console.CursorTop) : default;
        set
        {
            if (_terminal.CanPrompt)
            {
                Console.SetCursorPosition(value.X, value.Y);
            }
        }
    }

    // a terminal's size is its user's: setting it is accepted and has no effect
    public override Size BufferSize
    {
        get => new(_terminal.Width, _terminal.Height);
        set => _ = value;
    }

    public override Size WindowSize
    {
        get => BufferSize;
        set => _ = value;
    }

    public override Size MaxWindowSize => BufferSize;

    public override Size MaxPhysicalWindowSize => BufferSize;

    public override bool KeyAvailable => _terminal.CanPrompt && Console.KeyAvailable;

    public override string WindowTitle { get; set; } = "AliLogOps.Runner";

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        if (!_terminal.CanPrompt)
        {
            throw PromptErrors.CannotPrompt("a key");
        }

        ConsoleKeyInfo key = _input.ReadKey((options & ReadKeyOptions.NoEcho) != 0);
        ControlKeyStates state = 0;
        state |= key.Modifiers.HasFlag(ConsoleModifiers.Shift) ? ControlKeyStates.ShiftPressed : 0;
        state |= key.Modifiers.HasFlag(ConsoleModifiers.Alt) ? ControlKeyStates.LeftAltPressed : 0;
        state |= key.Modifiers.HasFlag(ConsoleModifiers.Control) ? ControlKeyStates.LeftCtrlPressed : 0;
        return new KeyInfo((int)key.Key, key.KeyChar, state, keyDown: true);
    }

    public override void FlushInputBuffer()
    {
        while (KeyAvailable)
        {
            Console.ReadKey(intercept: true);
        }
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) =>
        throw new HostException("This runner cannot read the screen.", null, "AliLog.Runner.NoScreen", ErrorCategory.NotImplemented);

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => Clear();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => Clear();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill)
    {
        // nothing of the screen is kept, so there is nothing to scroll
    }

    // the engine clears the screen by filling it
    private void Clear()
    {
        if (_terminal.HasOutput)
        {
            Console.Clear();
        }
    }
}
