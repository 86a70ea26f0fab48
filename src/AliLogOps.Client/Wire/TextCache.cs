using System.Text;

namespace AliLogOps.Client;

/// <summary>
/// Field names repeat in every log: this small table gives the same string for the same bytes, so that a page of rows holds each
/// name once. Not thread-safe; one per answer.
/// </summary>
internal sealed class TextCache
{
    private const int Slots = 256;
    private const int MaxCachedLength = 64;
    private readonly Entry[] _entries = new Entry[Slots];

    /// <summary>The text of UTF-8 bytes.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > MaxCachedLength)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        ref Entry entry = ref _entries[Hash(utf8) & (Slots - 1)];
        if (entry.Bytes is { } known && utf8.SequenceEqual(known))
        {
            return entry.Text;
        }

        entry = new Entry(utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        return entry.Text;
    }

    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        uint hash = 2166136261;
        foreach (byte b in bytes)
        {
            hash = (hash ^ b) * 16777619;
        }

        return hash ^ (hash >> 15);
    }

    private readonly record struct Entry(byte[] Bytes, string Text);
}
