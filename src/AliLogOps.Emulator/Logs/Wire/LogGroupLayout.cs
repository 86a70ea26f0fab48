using System.Text;

namespace AliLogOps.Emulator.Logs.Wire;

/// <summary>Where the parts of a LogGroup message are; the bytes themselves stay as they came.</summary>
internal sealed class LogGroupLayout
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly List<(int Start, int Length)> _logs = [];
    private readonly List<KeyValuePair<string, string>> _tags = [];

    private LogGroupLayout(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
    }

    public ReadOnlyMemory<byte> Bytes => _bytes;

    public int LogCount => _logs.Count;

    public string Topic { get; private set; } = "";

    public string Source { get; private set; } = "";

    public IReadOnlyList<KeyValuePair<string, string>> Tags => _tags;

    public ReadOnlySpan<byte> Log(int index)
    {
        (int start, int length) = _logs[index];
        return _bytes.Span.Slice(start, length);
    }

    /// <summary>Time of a log in epoch seconds.</summary>
    public uint TimeOf(int index)
    {
        LogFields fields = new(Log(index));
        while (fields.Next())
        {
            // the time may come after the contents
        }
        return fields.Time ?? 0;
    }

    /// <exception cref="WireFormatException">The bytes are no log group.</exception>
    /// <exception cref="DecoderFallbackException">Topic, source or a tag is not UTF-8.</exception>
    public static LogGroupLayout Read(ReadOnlyMemory<byte> bytes)
    {
        LogGroupLayout layout = new(bytes);
        WireReader reader = new(bytes.Span);
        while (reader.NextField())
        {
            switch (reader.Field)
            {
                case 1:
                    int length = reader.ReadBytes().Length;
                    layout._logs.Add((reader.Position - length, length));
                    break;
                case 2 or 5:
                    // Reserved and MachineUUID are only handed on, but a reader must be able to take them for text
                    _ = Text(reader.ReadBytes());
                    break;
                case 3:
                    layout.Topic = Text(reader.ReadBytes());
                    break;
                case 4:
                    layout.Source = Text(reader.ReadBytes());
                    break;
                case 6:
                    KeyValue.Read(reader.ReadBytes(), out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value);
                    layout._tags.Add(new(Text(key), Text(value)));
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        return layout;
    }

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        return bytes.IsEmpty ? "" : s_strict.GetString(bytes);
    }
}
