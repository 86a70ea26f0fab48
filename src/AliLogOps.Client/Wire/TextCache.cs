using System.Buffers.Binary;
using System.Text;

namespace AliLogOps.Client;

/// <summary>
/// Field names and many values repeat in every log: this small table gives the same string for the same bytes, so that an answer
/// holds each of them once. Not thread-safe; one per answer.
/// </summary>
internal sealed class TextCache
{
    private const int Slots = 512;
    private const int MaxCachedLength = 48;
    private readonly string?[] _texts = new string?[Slots];

    /// <summary>The text of UTF-8 bytes.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > MaxCachedLength)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        ref string? known = ref _texts[Slot(utf8)];
        // other than ASCII never compares equal here and is made anew each time
        if (known is null || !Ascii.Equals(utf8, known))
        {
            known = Encoding.UTF8.GetString(utf8);
        }

        return known;
    }

    // length, first and last bytes: texts that agree in all of them only take each other's place
    private static uint Slot(ReadOnlySpan<byte> bytes)
    {
        ulong hash = (ulong)bytes.Length * 0x9E3779B97F4A7C15;
        if (bytes.Length >= sizeof(ulong))
        {
            hash ^= BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            hash *= 0xFF51AFD7ED558CCD;
            hash ^= BinaryPrimitives.ReadUInt64LittleEndian(bytes[^sizeof(ulong)..]);
        }
        else
        {
            foreach (byte b in bytes)
            {
                hash = (hash << 8) | b;
            }
        }

        hash *= 0xC4CEB9FE1A85EC53;
        return (uint)(hash >> 40) & (Slots - 1);
    }
}
