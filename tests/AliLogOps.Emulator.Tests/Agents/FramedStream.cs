using AliLogOps.Emulator.Agents.StreamLog;

namespace AliLogOps.Emulator.Tests.Agents;

/// <summary>Feeds pieces to a framer as reads of a connection would, and collects the lines.</summary>
internal sealed class FramedStream(StreamLogFormatTable? formats = null)
{
    private readonly StreamLogFramer _framer = new(formats ?? StreamLogFormatTable.BuiltIn);
    private byte[] _rest = [];

    public List<string> Lines { get; } = [];

    public bool Cut { get; private set; }

    public string Rest => LineText.Text(_rest);

    public FramedStream Feed(ReadOnlySpan<byte> piece)
    {
        byte[] buffer = [.. _rest, .. piece];
        int start = 0;
        while (!Cut)
        {
            StreamLogFrame frame = _framer.TryRead(buffer.AsSpan(start), out ReadOnlySpan<byte> line, out int consumed);
            if (frame == StreamLogFrame.NeedMore)
            {
                break;
            }

            Cut = frame == StreamLogFrame.TooLong;
            if (!Cut)
            {
                Lines.Add(LineText.Text(line));
                start += consumed;
            }
        }

        _rest = buffer[start..];
        return this;
    }

    public FramedStream Feed(string piece) => Feed(LineText.Utf8(piece));
}
