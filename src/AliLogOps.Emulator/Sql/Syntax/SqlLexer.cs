using System.Text;

namespace AliLogOps.Emulator.Sql.Syntax;

/// <summary>Cuts a statement into tokens, in one pass over its characters.</summary>
internal static class SqlLexer
{
    private static readonly string[] s_pairs = ["<>", "!=", "<=", ">=", "||", "->", "=>"];

    /// <exception cref="SqlRefusedException">A character that no token begins with, or an unclosed quotation mark.</exception>
    public static List<SqlToken> Read(string statement)
    {
        if (statement.Length > SqlLimits.StatementLength)
        {
            throw Error(0, $"the statement has {statement.Length} characters: {SqlLimits.StatementLength} are the limit");
        }
        List<SqlToken> tokens = [];
        int position = 0;
        while (SkipBlanks(statement, ref position))
        {
            char c = statement[position];
            int start = position;
            SqlToken token = c switch
            {
                '\'' => new(SqlTokenKind.Text, ReadQuoted(statement, ref position, "string"), start),
                '"' => new(SqlTokenKind.QuotedName, ReadQuoted(statement, ref position, "identifier"), start),
                '`' => throw Error(start, "backquoted identifiers are not supported; use double quotes to quote identifiers"),
                '.' when position + 1 < statement.Length && char.IsAsciiDigit(statement[position + 1]) => ReadNumber(statement, ref position),
                _ when char.IsAsciiDigit(c) => ReadNumber(statement, ref position),
                _ when IsNameStart(c) => ReadName(statement, ref position),
                _ => ReadSymbol(statement, ref position),
            };
            if (token is { Kind: SqlTokenKind.QuotedName, Text.Length: 0 })
            {
                throw Error(start, "Zero-length delimited identifier not allowed");
            }
            tokens.Add(token);
        }
        tokens.Add(new(SqlTokenKind.End, "<EOF>", statement.Length));
        return tokens;
    }

    /// <summary>False at the end.</summary>
    private static bool SkipBlanks(string statement, ref int position)
    {
        while (position < statement.Length)
        {
            if (statement[position] is ' ' or '\t' or '\r' or '\n' or '\u3000')
            {
                position++;
            }
            else if (Follows(statement, position, "--"))
            {
                int end = statement.IndexOf('\n', position);
                position = end < 0 ? statement.Length : end;
            }
            else if (Follows(statement, position, "/*"))
            {
                int end = statement.IndexOf("*/", position + 2, StringComparison.Ordinal);
                position = end < 0 ? throw Error(position, "the comment is not closed") : end + 2;
            }
            else
            {
                return true;
            }
        }
        return false;
    }

    private static bool Follows(string statement, int position, string text)
    {
        return string.CompareOrdinal(statement, position, text, 0, text.Length) == 0;
    }

    /// <summary>Text in quotes; the quotation mark itself is written twice.</summary>
    private static string ReadQuoted(string statement, ref int position, string what)
    {
        int start = position;
        char quote = statement[position++];
        StringBuilder text = new();
        while (position < statement.Length)
        {
            char c = statement[position++];
            if (c != quote)
            {
                text.Append(c);
            }
            else if (position < statement.Length && statement[position] == quote)
            {
                text.Append(quote);
                position++;
            }
            else
            {
                return text.ToString();
            }
        }
        throw Error(start, $"the quotation mark of the {what} is not closed");
    }

    private static SqlToken ReadNumber(string statement, ref int position)
    {
        int start = position;
        bool isDecimal = false;
        SkipDigits(statement, ref position);
        if (position < statement.Length && statement[position] == '.')
        {
            isDecimal = true;
            position++;
            SkipDigits(statement, ref position);
        }
        if (position < statement.Length && statement[position] is 'e' or 'E')
        {
            int digits = position + 1;
            if (digits < statement.Length && statement[digits] is '+' or '-')
            {
                digits++;
            }
            if (digits < statement.Length && char.IsAsciiDigit(statement[digits]))
            {
                isDecimal = true;
                position = digits;
                SkipDigits(statement, ref position);
            }
        }
        if (position < statement.Length && IsNamePart(statement[position]))
        {
            return ReadName(statement, ref position, start);
        }
        return new(isDecimal ? SqlTokenKind.Decimal : SqlTokenKind.Integer, statement[start..position], start);
    }

    private static void SkipDigits(string statement, ref int position)
    {
        while (position < statement.Length && char.IsAsciiDigit(statement[position]))
        {
            position++;
        }
    }

    /// <param name="start">Where the name begins, if that was with digits.</param>
    private static SqlToken ReadName(string statement, ref int position, int? start = null)
    {
        int first = start ?? position;
        while (position < statement.Length && IsNamePart(statement[position]))
        {
            position++;
        }
        return new(start is null ? SqlTokenKind.Name : SqlTokenKind.DigitName, statement[first..position], first);
    }

    private static bool IsNameStart(char c)
    {
        return c == '_' || char.IsLetter(c);
    }

    private static bool IsNamePart(char c)
    {
        return IsNameStart(c) || char.IsAsciiDigit(c) || c is '@';
    }

    private static SqlToken ReadSymbol(string statement, ref int position)
    {
        int start = position;
        foreach (string pair in s_pairs)
        {
            if (Follows(statement, start, pair))
            {
                position += 2;
                return new(SqlTokenKind.Symbol, pair, start);
            }
        }
        char c = statement[position++];
        return "()[],.;=<>+-*/%?:".Contains(c, StringComparison.Ordinal)
            ? new(SqlTokenKind.Symbol, c.ToString(), start)
            : throw Error(start, $"extraneous input '{c}': names with this character must be in double quotes, texts in single quotes");
    }

    private static SqlRefusedException Error(int position, string message)
    {
        return new SqlRefusedException(SqlRefusedException.Syntax, position, message);
    }
}
