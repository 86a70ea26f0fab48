namespace AliLogOps.Setup.Queries;

/// <summary>A word, an operator or a bracket of a search (Log Service API: "Search syntax").</summary>
internal readonly record struct SearchToken(string Text, int Position, bool Quoted)
{
    public bool IsWord => Quoted || !(IsOperator || Text is "(" or ")" or "[" or "]" or "|");

    public bool IsOperator => !Quoted && Text is ":" or "=" or "<" or ">" or "<=" or ">=";

    public bool IsLogical => !Quoted && Text.ToUpperInvariant() is "AND" or "OR" or "NOT";

    public bool IsNot => !Quoted && Text.Equals("not", StringComparison.OrdinalIgnoreCase);

    /// <summary>Where a quote begins that never ends; null when there is none.</summary>
    public static int? OpenQuote(string search)
    {
        int? open = null;
        for (int i = 0; i < search.Length; i++)
        {
            if (search[i] == '\\' && open is not null)
            {
                i++;
            }
            else if (search[i] == '"')
            {
                open = open is null ? i : null;
            }
        }

        return open;
    }

    public static List<SearchToken> Split(string search)
    {
        List<SearchToken> tokens = [];
        for (int i = 0; i < search.Length;)
        {
            char c = search[i];
            if (char.IsWhiteSpace(c))
            {
                i++;
            }
            else if (c == '"' || (c == '#' && i + 1 < search.Length && search[i + 1] == '"'))
            {
                tokens.Add(ReadQuoted(search, ref i));
            }
            else if (c is '(' or ')' or '[' or ']' or ':' or '=' or '<' or '>')
            {
                int length = c is '<' or '>' && i + 1 < search.Length && search[i + 1] == '=' ? 2 : 1;
                tokens.Add(new(search.Substring(i, length), i, false));
                i += length;
            }
            else
            {
                int start = i;
                while (i < search.Length && !char.IsWhiteSpace(search[i]) && search[i] is not ('"' or '(' or ')' or '[' or ']' or ':' or '=' or '<' or '>'))
                {
                    i++;
                }

                tokens.Add(new(search[start..i], start, false));
            }
        }

        return tokens;
    }

    private static SearchToken ReadQuoted(string search, ref int i)
    {
        int start = i;
        i = search.IndexOf('"', i) + 1;
        int begin = i;
        while (i < search.Length && search[i] != '"')
        {
            i += search[i] == '\\' ? 2 : 1;
        }

        string text = search[begin..Math.Min(i, search.Length)].Replace("\\\"", "\"", StringComparison.Ordinal);
        i++;
        return new(text, start, true);
    }
}
