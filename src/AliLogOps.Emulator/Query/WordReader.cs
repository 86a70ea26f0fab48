using System.Text;

namespace AliLogOps.Emulator.Query;

/// <summary>Reads the words of a UTF-8 value one by one, in the form in which the index compares them.</summary>
/// <param name="value">The value; only its first <see cref="QueryLimits.SearchedValueBytes"/> bytes count.</param>
/// <param name="buffer">Room for folding; at least <see cref="BufferSize"/> bytes.</param>
internal ref struct WordReader(ReadOnlySpan<byte> value, TokenRule rule, Span<byte> buffer)
{
    /// <summary>Lower case takes at most half as many bytes again as the word.</summary>
    public const int BufferSize = QueryLimits.SearchedValueBytes * 3 / 2;

    private readonly Span<byte> _buffer = buffer;
    private ReadOnlySpan<byte> _rest = Utf8Text.Prefix(value, QueryLimits.SearchedValueBytes);

    /// <summary>The word found by <see cref="Next"/>; valid until the next call.</summary>
    public ReadOnlySpan<byte> Word { get; private set; }

    public bool Next()
    {
        if (rule.IsWhole && !rule.Chinese)
        {
            return Take(_rest.Length, _rest.Length);
        }
        while (!_rest.IsEmpty)
        {
            int end = EndOfWord(out int stopLength, out bool single);
            if (end > 0)
            {
                // a single-character word stays for the next call
                return Take(end, single ? end : end + stopLength);
            }
            if (single)
            {
                return Take(stopLength, stopLength);
            }
            _rest = _rest[stopLength..];
        }
        return false;
    }

    /// <summary>Bytes up to what ends the word, which takes <paramref name="stopLength"/> bytes.</summary>
    private readonly int EndOfWord(out int stopLength, out bool single)
    {
        int position = 0;
        while (true)
        {
            int found = _rest[position..].IndexOfAny(rule.Delimiters);
            if (found < 0)
            {
                stopLength = 0;
                single = false;
                return _rest.Length;
            }
            position += found;
            if (_rest[position] < 0x80)
            {
                stopLength = 1;
                single = false;
                return position;
            }
            Rune.DecodeFromUtf8(_rest[position..], out Rune rune, out int length);
            single = rule.IsSingle(rune);
            if (single || rule.IsDelimiter(rune))
            {
                stopLength = length;
                return position;
            }
            position += length;
        }
    }

    private bool Take(int length, int consumed)
    {
        if (length == 0)
        {
            return false;
        }
        ReadOnlySpan<byte> word = _rest[..length];
        _rest = _rest[consumed..];
        Word = rule.CaseSensitive ? word : Utf8Text.ToLower(word, _buffer);
        return true;
    }
}
