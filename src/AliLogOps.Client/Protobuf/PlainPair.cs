namespace AliLogOps.Client;

/// <summary>
/// A name and its value in the form every sender writes: a name of less than 128 bytes, then a value of less than 16 KiB, and nothing else
/// (Log Service API: "Data encoding method"). Other forms mean the same and are left to <see cref="ProtobufReader"/>.
/// </summary>
internal static class PlainPair
{
    /// <summary>Where the name begins in a pair of this form.</summary>
    public const int NameBegin = 2;

    private const byte NameTag = (1 << 3) | ProtobufReader.Delimited;
    private const byte ValueTag = (2 << 3) | ProtobufReader.Delimited;

    /// <summary>Whether a pair has this form; then the value goes from its begin to the end of the pair.</summary>
    public static bool Is(ReadOnlySpan<byte> pair, out int nameLength, out int valueBegin)
    {
        nameLength = 0;
        valueBegin = 0;
        if (pair.Length < 4 || pair[0] != NameTag || pair[1] >= 0x80 || pair[1] > pair.Length - 4 || pair[NameBegin + pair[1]] != ValueTag)
        {
            return false;
        }

        nameLength = pair[1];
        ReadOnlySpan<byte> rest = pair[(NameBegin + nameLength + 1)..];
        bool isShort = rest[0] < 0x80;
        if (!isShort && (rest.Length < 2 || rest[1] >= 0x80))
        {
            return false;
        }

        int length = isShort ? rest[0] : (rest[0] & 0x7F) | (rest[1] << 7);
        int begin = isShort ? 1 : 2;
        valueBegin = NameBegin + nameLength + 1 + begin;
        return length == rest.Length - begin;
    }
}
