using System.Globalization;
using System.Text;

namespace AliLogOps.Emulator.Query;

/// <summary>Cuts a search statement into tokens, in one pass over its characters.</summary>
internal static class QueryLexer
{
    /// <summary>Characters that end an unquoted word; a backslash before one makes it part of the word.</summary>
    private const string Special = "()[]:<>=|\"";

    /// <exception cref="QuerySyntaxException">An unclosed quotation mark or a bar inside the search part.</exception>
    public static List<QueryToken> Read(string statement)
    {
        List<QueryToken> tokens = [];
        int position = 0;
        while (position < statement.Length)
        {
            char c = statement[position];
            if (IsBlank(c))
            {
                position++;
                continue;
            }
            QueryToken token = c switch
            {
                '(' => new(QueryTokenKind.OpenParenthesis, "(", position, 1),
                ')' => new(QueryTokenKind.CloseParenthesis, ")", position, 1),
                '[' => new(QueryTokenKind.OpenBracket, "[", position, 1),
                ']' => new(QueryTokenKind.CloseBracket, "]", position, 1),
                ':' => new(QueryTokenKind.Colon, ":", position, 1),
                '=' => new(QueryTokenKind.Comparison, "=", position, 1),
                '<' or '>' => ReadComparison(statement, position),
                '"' => ReadQuoted(statement, position, position, QueryTokenKind.Quoted),
                '#' when position + 1 < statement.Length && statement[position + 1] == '"' =>
                    ReadQuoted(statement, position, position + 1, QueryTokenKind.Phrase),
                '|' => throw new QuerySyntaxException(string.Create(
                    CultureInfo.InvariantCulture, $"unexpected '|' at position {position}: put text with a bar in double quotes")),
                _ => ReadWord(statement, position),
            };
            tokens.Add(token);
            position = token.End;
        }
        tokens.Add(new(QueryTokenKind.End, "", statement.Length, 0));
        return tokens;
    }

    private static bool IsBlank(char c)
    {
        return c is ' ' or '\t' or '\r' or '\n' or '\u3000';
    }

    private static QueryToken ReadComparison(string statement, int start)
    {
        int length = start + 1 < statement.Length && statement[start + 1] == '=' ? 2 : 1;
        return new(QueryTokenKind.Comparison, statement.Substring(start, length), start, length);
    }

    private static QueryToken ReadQuoted(string statement, int start, int quote, QueryTokenKind kind)
    {
        StringBuilder text = new();
        for (int i = quote + 1; i < statement.Length; i++)
        {
            char c = statement[i];
            if (c == '"')
            {
                return new(kind, text.ToString(), start, i + 1 - start);
            }
            if (c == '\\' && i + 1 < statement.Length && statement[i + 1] is '"' or '\\')
            {
                c = statement[++i];
            }
            text.Append(c);
        }
        throw new QuerySyntaxException(string.Create(
            CultureInfo.InvariantCulture, $"the quotation mark at position {quote} is not closed: add the closing one or write \\\" for the character itself"));
    }

    /// <summary>
    /// The word's text keeps a backslash only before <c>*</c>, <c>?</c> and itself: that is how a literal star is told
    /// from a wildcard.
    /// </summary>
    private static QueryToken ReadWord(string statement, int start)
    {
        StringBuilder text = new();
        int i = start;
        for (; i < statement.Length; i++)
        {
            char c = statement[i];
            if (c == '\\')
            {
                char next = i + 1 < statement.Length ? statement[i + 1] : '\0';
                if (next is '*' or '?' or '\\')
                {
                    text.Append('\\').Append(next);
                    i++;
                }
                else if (Special.Contains(next, StringComparison.Ordinal) || IsBlank(next))
                {
                    text.Append(next);
                    i++;
                }
                else
                {
                    // a lone backslash, as in a path, stands for itself
                    text.Append("\\\\");
                }
                continue;
            }
            if (IsBlank(c) || Special.Contains(c, StringComparison.Ordinal))
            {
                break;
            }
            text.Append(c);
        }
        return new(QueryTokenKind.Word, text.ToString(), start, i - start);
    }
}
