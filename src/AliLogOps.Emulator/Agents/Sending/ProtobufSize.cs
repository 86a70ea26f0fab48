namespace AliLogOps.Emulator.Agents.Sending;

/// <summary>The few rules of the protobuf wire format that a log group needs.</summary>
internal static class ProtobufSize
{
    /// <summary>How many bytes a number takes as a varint.</summary>
    public static int Varint(uint value)
    {
        int size = 1;
        while (value >= 0x80)
        {
            value >>= 7;
            size++;
        }

        return size;
    }

    /// <summary>How many bytes a length-delimited field with a one-byte tag takes.</summary>
    public static int Field(int length) => 1 + Varint((uint)length) + length;
}
