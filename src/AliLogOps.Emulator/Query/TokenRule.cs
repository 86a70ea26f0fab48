using System.Buffers;
using System.Text;

namespace AliLogOps.Emulator.Query;

/// <summary>How an index cuts a value into words, and whether letter case counts.</summary>
internal sealed class TokenRule
{
    private readonly bool[] _asciiDelimiters = new bool[128];
    private readonly HashSet<int> _otherDelimiters = [];

    /// <param name="delimiters">One character each; an empty list makes the whole value one word.</param>
    /// <param name="chinese">
    /// Each Chinese character is a word of its own. Our choice: the service segments Chinese text by its syntax, which
    /// cannot be reproduced; character by character finds what the service finds, and more.
    /// </param>
    public TokenRule(IEnumerable<string> delimiters, bool caseSensitive, bool chinese)
    {
        foreach (string delimiter in delimiters)
        {
            foreach (Rune rune in delimiter.EnumerateRunes())
            {
                IsWhole = false;
                if (rune.IsAscii)
                {
                    _asciiDelimiters[rune.Value] = true;
                }
                else
                {
                    _otherDelimiters.Add(rune.Value);
                }
            }
        }
        CaseSensitive = caseSensitive;
        Chinese = chinese;
        Delimiters = CreateSearch();
    }

    private TokenRule(TokenRule other)
    {
        _asciiDelimiters = other._asciiDelimiters;
        _otherDelimiters = other._otherDelimiters;
        IsWhole = other.IsWhole;
        CaseSensitive = true;
        Chinese = other.Chinese;
        Delimiters = other.Delimiters;
    }

    /// <summary>The value is one word: no delimiters.</summary>
    public bool IsWhole { get; } = true;

    public bool CaseSensitive { get; }

    public bool Chinese { get; }

    /// <summary>Every ASCII delimiter, and every byte at which a closer look is needed.</summary>
    public SearchValues<byte> Delimiters { get; }

    /// <summary>Whole value, case ignored: topics, sources and tags without an index of their own.</summary>
    public static TokenRule WholeValue { get; } = new([], caseSensitive: false, chinese: false);

    public bool IsDelimiter(Rune rune)
    {
        return rune.IsAscii ? _asciiDelimiters[rune.Value] : _otherDelimiters.Contains(rune.Value);
    }

    /// <summary>The rune is a word by itself.</summary>
    public bool IsSingle(Rune rune)
    {
        return Chinese && ChineseCharacters.Contains(rune) && !IsDelimiter(rune);
    }

    /// <summary>The same delimiters, letter case kept.</summary>
    public TokenRule WithCase()
    {
        return CaseSensitive ? this : new TokenRule(this);
    }

    private SearchValues<byte> CreateSearch()
    {
        List<byte> stops = [];
        for (int i = 0; i < 128; i++)
        {
            if (_asciiDelimiters[i])
            {
                stops.Add((byte)i);
            }
        }
        if (Chinese || _otherDelimiters.Count > 0)
        {
            for (int lead = 0xC2; lead <= 0xF4; lead++)
            {
                stops.Add((byte)lead);
            }
        }
        return SearchValues.Create([.. stops]);
    }
}
