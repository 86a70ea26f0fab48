using System.Numerics;

namespace AliLogOps.Emulator.Logs.Search;

/// <summary>A set of documents of one segment, one bit each.</summary>
internal sealed class DocSet
{
    private readonly ulong[] _words;

    public DocSet(int documents)
    {
        Documents = documents;
        _words = new ulong[(documents + 63) / 64];
    }

    /// <summary>Number of documents of the segment.</summary>
    public int Documents { get; }

    public void Add(int document)
    {
        _words[document >> 6] |= 1UL << document;
    }

    public bool Contains(int document)
    {
        return (_words[document >> 6] & (1UL << document)) != 0;
    }

    public void Remove(int document)
    {
        _words[document >> 6] &= ~(1UL << document);
    }

    /// <summary>Adds the documents from start up to, not including, end.</summary>
    public void AddRange(int start, int end)
    {
        while (start < end && (start & 63) != 0)
        {
            Add(start++);
        }
        while (end - start >= 64)
        {
            _words[start >> 6] = ulong.MaxValue;
            start += 64;
        }
        while (start < end)
        {
            Add(start++);
        }
    }

    public DocSet AddAll()
    {
        AddRange(0, Documents);
        return this;
    }

    public void IntersectWith(DocSet other)
    {
        for (int i = 0; i < _words.Length; i++)
        {
            _words[i] &= other._words[i];
        }
    }

    public void UnionWith(DocSet other)
    {
        for (int i = 0; i < _words.Length; i++)
        {
            _words[i] |= other._words[i];
        }
    }

    public void Invert()
    {
        for (int i = 0; i < _words.Length; i++)
        {
            _words[i] = ~_words[i];
        }
        if ((Documents & 63) != 0)
        {
            _words[^1] &= (1UL << Documents) - 1;
        }
    }

    public bool IsEmpty()
    {
        return !_words.AsSpan().ContainsAnyExcept(0UL);
    }

    public int Count()
    {
        int count = 0;
        foreach (ulong word in _words)
        {
            count += BitOperations.PopCount(word);
        }
        return count;
    }

    /// <summary>Next document at or after the given one, or -1.</summary>
    public int NextFrom(int document)
    {
        int index = document >> 6;
        if (index >= _words.Length)
        {
            return -1;
        }
        ulong word = _words[index] & (ulong.MaxValue << document);
        while (word == 0)
        {
            if (++index == _words.Length)
            {
                return -1;
            }
            word = _words[index];
        }
        return (index << 6) + BitOperations.TrailingZeroCount(word);
    }

    /// <summary>Reads documents that a stored posting list holds as a bit map.</summary>
    public void UnionWith(ReadOnlySpan<byte> bits)
    {
        for (int i = 0; i < bits.Length; i++)
        {
            _words[i >> 3] |= (ulong)bits[i] << ((i & 7) * 8);
        }
    }
}
