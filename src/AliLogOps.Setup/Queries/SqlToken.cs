namespace AliLogOps.Setup.Queries;

/// <summary>Kinds of <see cref="SqlToken"/>.</summary>
internal enum SqlTokenKind
{
    /// <summary>A bare word: keyword, function or name.</summary>
    Word,

    /// <summary>A name in double quotes.</summary>
    Name,

    /// <summary>A text in single quotes.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Anything else, one character each.</summary>
    Symbol,

    /// <summary>A quote that never ends.</summary>
    Broken,
}

/// <summary>A piece of SQL.</summary>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Text, int Position)
{
    public bool Is(string word) => Kind is SqlTokenKind.Word or SqlTokenKind.Symbol && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Where the LIMIT of the whole statement stands, not that of a subquery in brackets; -1 without one.</summary>
    public static int FindLimit(List<SqlToken> tokens)
    {
        int depth = 0;
        int found = -1;
        for (int i = 0; i < tokens.Count; i++)
        {
            depth += tokens[i].Is("(") ? 1 : tokens[i].Is(")") ? -1 : 0;
            found = depth == 0 && tokens[i].Is("limit") ? i : found;
        }

        return found;
    }

    public static List<SqlToken> Split(string sql, int offset)
    {
        List<SqlToken> tokens = [];
        for (int i = 0; i < sql.Length;)
        {
            char c = sql[i];
            int start = i;
            if (char.IsWhiteSpace(c))
            {
                i++;
                continue;
            }

            if (c == '-' && i + 1 < sql.Length && sql[i + 1] == '-')
            {
                int end = sql.IndexOf('\n', i);
                i = end < 0 ? sql.Length : end + 1;
                continue;
            }

            if (c == '/' && i + 1 < sql.Length && sql[i + 1] == '*')
            {
                int end = sql.IndexOf("*/", i + 2, StringComparison.Ordinal);
                i = end < 0 ? sql.Length : end + 2;
                continue;
            }

            if (c is '\'' or '"')
            {
                tokens.Add(ReadQuoted(sql, ref i, offset));
                continue;
            }

            if (char.IsAsciiDigit(c))
            {
                i = Skip(sql, i, static d => char.IsAsciiLetterOrDigit(d) || d == '.');
                tokens.Add(new(SqlTokenKind.Number, sql[start..i], offset + start));
                continue;
            }

            if (char.IsLetter(c) || c == '_')
            {
                i = Skip(sql, i, static d => char.IsLetterOrDigit(d) || d == '_');
                tokens.Add(new(SqlTokenKind.Word, sql[start..i], offset + start));
                continue;
            }

            i++;
            tokens.Add(new(SqlTokenKind.Symbol, c.ToString(), offset + start));
        }

        return tokens;
    }

    private static int Skip(string sql, int i, Func<char, bool> belongs)
    {
        while (i < sql.Length && belongs(sql[i]))
        {
            i++;
        }

        return i;
    }

    private static SqlToken ReadQuoted(string sql, ref int i, int offset)
    {
        int start = i;
        char quote = sql[i];
        for (i++; i < sql.Length; i++)
        {
            if (sql[i] != quote)
            {
                continue;
            }

            // a doubled quote stands for itself
            if (i + 1 < sql.Length && sql[i + 1] == quote)
            {
                i++;
                continue;
            }

            string text = sql[(start + 1)..i].Replace(new string(quote, 2), quote.ToString(), StringComparison.Ordinal);
            i++;
            return new(quote == '"' ? SqlTokenKind.Name : SqlTokenKind.Text, text, offset + start);
        }

        return new(SqlTokenKind.Broken, quote.ToString(), offset + start);
    }
}
