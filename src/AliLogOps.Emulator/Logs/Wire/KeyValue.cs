using System.Text.Unicode;

namespace AliLogOps.Emulator.Logs.Wire;

/// <summary>
/// The two required strings of a Content and of a LogTag. A string that comes twice counts as it came last, as protobuf has it;
/// the earlier one must be text all the same, because readers of what is stored may decode it.
/// </summary>
internal static class KeyValue
{
    /// <exception cref="WireFormatException">One of them is missing, or a repeated one is not UTF-8.</exception>
    public static void Read(ReadOnlySpan<byte> message, out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        key = default;
        value = default;
        int seen = 0;
        WireReader reader = new(message);
        while (reader.NextField())
        {
            if (reader.Field == 1)
            {
                CheckRepeated(seen & 1, key);
                key = reader.ReadBytes();
                seen |= 1;
            }
            else if (reader.Field == 2)
            {
                CheckRepeated(seen & 2, value);
                value = reader.ReadBytes();
                seen |= 2;
            }
            else
            {
                reader.Skip();
            }
        }
        if (seen != 3)
        {
            throw new WireFormatException("a key or its value is missing");
        }
    }

    private static void CheckRepeated(int seen, ReadOnlySpan<byte> earlier)
    {
        if (seen != 0 && !Utf8.IsValid(earlier))
        {
            throw new WireFormatException("a key or a value comes twice and is not UTF-8");
        }
    }
}
