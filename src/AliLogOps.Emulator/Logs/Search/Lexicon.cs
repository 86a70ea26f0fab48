using System.Numerics;
using System.Runtime.InteropServices;

namespace AliLogOps.Emulator.Logs.Search;

/// <summary>Numbers the words of a segment that is being written; a word counts per field.</summary>
internal sealed class Lexicon
{
    private int[] _buckets;
    private Entry[] _entries;
    private byte[] _text;
    private int _textLength;

    /// <param name="like">A lexicon that has probably about the size this one will have: nothing need grow then.</param>
    public Lexicon(Lexicon? like = null)
    {
        int capacity = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(256, like?.Count ?? 0));
        _buckets = new int[capacity];
        _entries = new Entry[capacity];
        _text = new byte[Math.Max(4096, (like?._textLength ?? 0) * 9 / 8)];
    }

    public int Count { get; private set; }

    /// <summary>Bytes held.</summary>
    public long Size => _text.Length + ((long)_entries.Length * 24) + (_buckets.Length * 4L);

    public int Field(int id)
    {
        return _entries[id].Field;
    }

    public ReadOnlySpan<byte> Word(int id)
    {
        return _text.AsSpan(_entries[id].Start, _entries[id].Length);
    }

    /// <summary>Notes that a log has the word; false if that was the last thing noted.</summary>
    public bool Mark(int id, int document)
    {
        ref Entry entry = ref _entries[id];
        // kept plus one, as a new entry is zero
        if (entry.LastDocument == document + 1)
        {
            return false;
        }
        entry.LastDocument = document + 1;
        return true;
    }

    /// <summary>The word's number, or -1.</summary>
    public int Find(int field, ReadOnlySpan<byte> word)
    {
        return Find(field, word, Hash(field, word));
    }

    public int Add(int field, ReadOnlySpan<byte> word)
    {
        uint hash = Hash(field, word);
        int id = Find(field, word, hash);
        return id >= 0 ? id : Append(field, word, hash);
    }

    private int Find(int field, ReadOnlySpan<byte> word, uint hash)
    {
        for (int id = _buckets[hash & (uint)(_buckets.Length - 1)] - 1; id >= 0; id = _entries[id].Next - 1)
        {
            ref Entry entry = ref _entries[id];
            if (entry.Hash == hash && entry.Field == field && Word(id).SequenceEqual(word))
            {
                return id;
            }
        }
        return -1;
    }

    private int Append(int field, ReadOnlySpan<byte> word, uint hash)
    {
        if (Count == _entries.Length)
        {
            Grow();
        }
        if (_text.Length - _textLength < word.Length)
        {
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _textLength + word.Length));
        }
        word.CopyTo(_text.AsSpan(_textLength));
        ref int bucket = ref _buckets[hash & (uint)(_buckets.Length - 1)];
        _entries[Count] = new Entry { Hash = hash, Field = field, Start = _textLength, Length = word.Length, Next = bucket };
        _textLength += word.Length;
        bucket = ++Count;
        return Count - 1;
    }

    private void Grow()
    {
        Array.Resize(ref _entries, _entries.Length * 2);
        _buckets = new int[_entries.Length];
        for (int id = 0; id < Count; id++)
        {
            ref int bucket = ref _buckets[_entries[id].Hash & (uint)(_buckets.Length - 1)];
            _entries[id].Next = bucket;
            bucket = id + 1;
        }
    }

    /// <summary>A number for a word of a field, or for a whole value.</summary>
    public static uint Hash(int field, ReadOnlySpan<byte> word)
    {
        const ulong Multiplier = 0x9E3779B97F4A7C15;
        ulong hash = ((ulong)(uint)field << 32) + (uint)word.Length;
        foreach (ulong part in MemoryMarshal.Cast<byte, ulong>(word))
        {
            hash = (hash ^ part) * Multiplier;
            hash ^= hash >> 32;
        }
        foreach (byte b in word[(word.Length & ~7)..])
        {
            hash = (hash ^ b) * Multiplier;
            hash ^= hash >> 29;
        }
        hash *= Multiplier;
        return (uint)(hash >> 32);
    }

    private struct Entry
    {
        public uint Hash;
        public int Field;
        public int Start;
        public int Length;

        /// <summary>Next entry of the bucket, plus one.</summary>
        public int Next;

        public int LastDocument;
    }
}
