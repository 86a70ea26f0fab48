namespace AliLogOps.Emulator.Logs.Wire;

/// <summary>The two required strings of a Content and of a LogTag.</summary>
internal static class KeyValue
{
    /// <exception cref="WireFormatException">One of them is missing.</exception>
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
                key = reader.ReadBytes();
                seen |= 1;
            }
            else if (reader.Field == 2)
            {
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
}
