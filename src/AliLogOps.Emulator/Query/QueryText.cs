using System.Text;

namespace AliLogOps.Emulator.Query;

/// <summary>Cuts the text of a condition as an index cuts values.</summary>
internal static class QueryText
{
    /// <summary>Words of a literal text, in the form in which the index compares them.</summary>
    public static List<byte[]> Words(string text, TokenRule rule)
    {
        List<byte[]> words = [];
        WordReader reader = new(Utf8Text.Bytes(text), rule, new byte[WordReader.BufferSize]);
        while (reader.Next())
        {
            words.Add(reader.Word.ToArray());
        }
        return words;
    }

    /// <summary>Pieces of a text between the delimiters, spelled as they came.</summary>
    public static List<string> Pieces(string text, TokenRule rule)
    {
        TokenRule asWritten = rule.WithCase();
        return Words(text, asWritten).ConvertAll(word => Utf8Text.String(word));
    }

    /// <summary>
    /// Pieces of a pattern between the delimiters, each a pattern of its own. A wildcard is no delimiter, even if the
    /// index lists its character.
    /// </summary>
    public static List<string> PatternPieces(string pattern, TokenRule rule)
    {
        List<string> pieces = [];
        StringBuilder piece = new();
        bool literal = false;
        bool afterSingle = false;
        foreach (Rune rune in pattern.EnumerateRunes())
        {
            if (!literal && rune.Value == '\\')
            {
                literal = true;
                continue;
            }
            bool wildcard = !literal && rune.Value is '*' or '?';
            if (!wildcard && (rule.IsDelimiter(rune) || rule.IsSingle(rune)))
            {
                Flush(pieces, piece);
                afterSingle = !rule.IsDelimiter(rune);
                if (afterSingle)
                {
                    pieces.Add(rune.ToString());
                }
            }
            else if (!wildcard || !afterSingle)
            {
                piece.Append(literal && rune.Value is '*' or '?' or '\\' ? "\\" : "").Append(rune.ToString());
                afterSingle = false;
            }
            literal = false;
        }
        Flush(pieces, piece);
        return pieces;
    }

    private static void Flush(List<string> pieces, StringBuilder piece)
    {
        if (piece.Length > 0)
        {
            pieces.Add(piece.ToString());
            piece.Clear();
        }
    }
}
