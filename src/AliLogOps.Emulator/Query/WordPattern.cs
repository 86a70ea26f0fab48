using System.Text;

namespace AliLogOps.Emulator.Query;

/// <summary>A word with wildcards, ready to be compared with words: <c>*</c> is any run, <c>?</c> any one character.</summary>
internal sealed class WordPattern
{
    private const int AnyRun = -1;
    private const int AnyOne = -2;

    private readonly int[] _parts;

    /// <param name="pattern">A backslash makes the next character literal.</param>
    public WordPattern(string pattern, bool caseSensitive)
    {
        List<int> parts = [];
        bool literal = false;
        foreach (Rune rune in pattern.EnumerateRunes())
        {
            if (!literal && rune.Value == '\\')
            {
                literal = true;
                continue;
            }
            parts.Add(rune.Value switch
            {
                '*' when !literal => AnyRun,
                '?' when !literal => AnyOne,
                _ => caseSensitive ? rune.Value : Rune.ToLowerInvariant(rune).Value,
            });
            literal = false;
        }
        _parts = [.. parts];
        StringBuilder prefix = new();
        foreach (int part in _parts.TakeWhile(part => part >= 0))
        {
            prefix.Append(new Rune(part).ToString());
        }
        Prefix = Utf8Text.Bytes(prefix.ToString());
    }

    /// <summary>What every matching word begins with; empty if a delimiter stood before the first wildcard.</summary>
    public byte[] Prefix { get; }

    /// <summary>Compares with a word in the index's form. Linear in the word for one run, never exponential.</summary>
    public bool Matches(ReadOnlySpan<byte> word)
    {
        int part = 0;
        int position = 0;
        int runPart = -1;
        int runPosition = 0;
        while (position < word.Length)
        {
            int length = 1;
            if (part < _parts.Length && _parts[part] == AnyRun)
            {
                runPart = ++part;
                runPosition = position;
            }
            else if (part < _parts.Length && MatchesOne(_parts[part], word[position..], out length))
            {
                part++;
                position += length;
            }
            else if (runPart >= 0)
            {
                // let the last run take one character more
                Rune.DecodeFromUtf8(word[runPosition..], out _, out length);
                runPosition += length;
                position = runPosition;
                part = runPart;
            }
            else
            {
                return false;
            }
        }
        while (part < _parts.Length && _parts[part] == AnyRun)
        {
            part++;
        }
        return part == _parts.Length;
    }

    private static bool MatchesOne(int part, ReadOnlySpan<byte> text, out int length)
    {
        Rune.DecodeFromUtf8(text, out Rune rune, out length);
        return part == AnyOne || part == rune.Value;
    }
}
