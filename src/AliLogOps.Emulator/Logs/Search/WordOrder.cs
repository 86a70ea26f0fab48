using System.Buffers.Binary;

namespace AliLogOps.Emulator.Logs.Search;

/// <summary>
/// Puts the words of a segment in order: by field, then by bytes. What decides most comparisons, the field and the first
/// bytes of the word, goes into one number each, since numbers sort many times faster than texts.
/// </summary>
internal static class WordOrder
{
    private const int PrefixBytes = 6;

    public static int[] Of(Lexicon words)
    {
        int[] order = new int[words.Count];
        ulong[] keys = new ulong[words.Count];
        for (int id = 0; id < order.Length; id++)
        {
            order[id] = id;
            keys[id] = Key(words.Field(id), words.Word(id));
        }
        Array.Sort(keys, order);
        for (int start = 0; start < order.Length;)
        {
            int end = start + 1;
            while (end < order.Length && keys[end] == keys[start])
            {
                end++;
            }
            if (end - start > 1)
            {
                order.AsSpan(start, end - start).Sort((a, b) => words.Field(a) != words.Field(b)
                    ? words.Field(a).CompareTo(words.Field(b))
                    : words.Word(a).SequenceCompareTo(words.Word(b)));
            }
            start = end;
        }
        return order;
    }

    /// <summary>Never orders two words against their order; fields from the 65,535th on share a key.</summary>
    private static ulong Key(int field, ReadOnlySpan<byte> word)
    {
        if (field >= ushort.MaxValue)
        {
            return ulong.MaxValue << (8 * PrefixBytes);
        }
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        word[..Math.Min(word.Length, PrefixBytes)].CopyTo(prefix[2..]);
        return ((ulong)field << (8 * PrefixBytes)) | BinaryPrimitives.ReadUInt64BigEndian(prefix);
    }
}
