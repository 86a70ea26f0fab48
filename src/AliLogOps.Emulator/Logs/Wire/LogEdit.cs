using System.Buffers;
using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Logs.Wire;

/// <summary>What an update makes of a log: its time stays, keys and values become others.</summary>
/// <param name="contents">Keys, each once, with their new values.</param>
/// <param name="full">The contents are the whole log; otherwise keys that are not among them stay as they are.</param>
internal sealed class LogEdit(IReadOnlyList<KeyValuePair<string, string>> contents, bool full)
{
    private readonly (byte[] Key, byte[] Value)[] _contents = [.. contents.Select(content => (Utf8Text.Bytes(content.Key), Utf8Text.Bytes(content.Value)))];

    /// <summary>
    /// The changed Log message. A key keeps its place; one that comes twice is there once afterwards; a new one goes to the end.
    /// </summary>
    /// <exception cref="WireFormatException">The bytes are no log.</exception>
    public byte[] Apply(ReadOnlySpan<byte> log)
    {
        ArrayBufferWriter<byte> result = new(log.Length + 64);
        bool[] written = new bool[_contents.Length];
        WireReader reader = new(log);
        for (int start = 0; reader.NextField(); start = reader.Position)
        {
            if (reader.Field != 2)
            {
                reader.Skip();
                result.Write(log[start..reader.Position]);
                continue;
            }
            KeyValue.Read(reader.ReadBytes(), out ReadOnlySpan<byte> key, out _);
            int place = PlaceOf(key);
            if (place >= 0)
            {
                Write(result, written, place);
            }
            else if (!full)
            {
                result.Write(log[start..reader.Position]);
            }
        }
        for (int place = 0; place < written.Length; place++)
        {
            Write(result, written, place);
        }
        return result.WrittenSpan.ToArray();
    }

    private void Write(ArrayBufferWriter<byte> result, bool[] written, int place)
    {
        if (!written[place])
        {
            WireWriter.WriteContent(result, _contents[place].Key, _contents[place].Value);
            written[place] = true;
        }
    }

    private int PlaceOf(ReadOnlySpan<byte> key)
    {
        for (int place = 0; place < _contents.Length; place++)
        {
            if (key.SequenceEqual(_contents[place].Key))
            {
                return place;
            }
        }
        return -1;
    }
}
