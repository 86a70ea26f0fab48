using System.Text;

namespace AliLogOps.Module.Tests.Logs;

/// <summary>A log group read from the body of a request by code that shares nothing with the client's.</summary>
public sealed class SentLogGroup
{
    public string Topic { get; private set; } = "";

    public string Source { get; private set; } = "";

    public Dictionary<string, string> Tags { get; } = [];

    public List<(uint Time, uint? Nanosecond, Dictionary<string, string> Fields)> Logs { get; } = [];

    public static SentLogGroup Read(FakeRequest request)
    {
        var raw = Inflate(request.Body, int.Parse(request.Headers["x-log-bodyrawsize"], System.Globalization.CultureInfo.InvariantCulture));
        var group = new SentLogGroup();
        foreach (var (number, value) in Fields(raw))
        {
            switch (number)
            {
                case 1:
                    group.Logs.Add(ReadLog(value));
                    break;
                case 3:
                    group.Topic = Encoding.UTF8.GetString(value.Bytes);
                    break;
                case 4:
                    group.Source = Encoding.UTF8.GetString(value.Bytes);
                    break;
                case 6:
                    var (key, text) = ReadPair(value);
                    group.Tags.Add(key, text);
                    break;
                default:
                    break;
            }
        }

        return group;
    }

    private static (uint, uint?, Dictionary<string, string>) ReadLog(Value log)
    {
        uint time = 0;
        uint? nanosecond = null;
        var fields = new Dictionary<string, string>();
        foreach (var (number, value) in Fields(log.Bytes))
        {
            switch (number)
            {
                case 1:
                    time = (uint)value.Number;
                    break;
                case 2:
                    var (key, text) = ReadPair(value);
                    fields.Add(key, text);
                    break;
                case 4:
                    nanosecond = (uint)value.Number;
                    break;
                default:
                    break;
            }
        }

        return (time, nanosecond, fields);
    }

    private static (string Key, string Value) ReadPair(Value pair)
    {
        var parts = Fields(pair.Bytes).ToDictionary(field => field.Number, field => Encoding.UTF8.GetString(field.Value.Bytes));
        return (parts[1], parts[2]);
    }

    private static List<(int Number, Value Value)> Fields(byte[] message)
    {
        var fields = new List<(int, Value)>();
        for (var at = 0; at < message.Length;)
        {
            var tag = Varint(message, ref at);
            switch (tag & 7)
            {
                case 0:
                    fields.Add(((int)(tag >> 3), new Value(Varint(message, ref at), [])));
                    break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    fields.Add(((int)(tag >> 3), new Value(0, message[at..(at + length)])));
                    at += length;
                    break;
                case 5:
                    fields.Add(((int)(tag >> 3), new Value(BitConverter.ToUInt32(message, at), [])));
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"Wire type {tag & 7} is not used by log groups.");
            }
        }

        return fields;
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    // LZ4 block format: token, literals, offset, match
    private static byte[] Inflate(byte[] block, int rawLength)
    {
        var raw = new byte[rawLength];
        var written = 0;
        for (var at = 0; at < block.Length;)
        {
            var token = block[at++];
            var literals = Length(block, ref at, token >> 4);
            Array.Copy(block, at, raw, written, literals);
            at += literals;
            written += literals;
            if (at == block.Length)
            {
                break;
            }

            var offset = block[at] | (block[at + 1] << 8);
            at += 2;
            var match = Length(block, ref at, token & 15) + 4;
            for (var count = 0; count < match; count++, written++)
            {
                raw[written] = raw[written - offset];
            }
        }

        return written == rawLength ? raw : throw new InvalidDataException($"The body has {written} bytes, its header says {rawLength}.");
    }

    private static int Length(byte[] block, ref int at, int start)
    {
        if (start < 15)
        {
            return start;
        }

        int next;
        do
        {
            next = block[at++];
            start += next;
        }
        while (next == 255);
        return start;
    }

    private sealed record Value(ulong Number, byte[] Bytes);
}
