using System.Text;

namespace AliLogOps.Emulator.Query;

/// <summary>Writes a search statement that reads back as the same tree.</summary>
internal static class QueryPrinter
{
    public static string Print(QueryNode node)
    {
        StringBuilder text = new();
        Write(node, text);
        return text.ToString();
    }

    private static void Write(QueryNode node, StringBuilder text)
    {
        switch (node)
        {
            case AllNode:
                text.Append('*');
                break;
            case AndNode and:
                WriteBinary(and.Left, " and ", and.Right, text);
                break;
            case OrNode or:
                WriteBinary(or.Left, " or ", or.Right, text);
                break;
            case NotNode not:
                text.Append("not ");
                WriteOperand(not.Operand, text);
                break;
            case TermNode term:
                WriteTerm(term, text);
                break;
            case ComparisonNode comparison:
                WriteKey(comparison.Key, text);
                text.Append(' ').Append(comparison.Operator.Text()).Append(' ');
                WriteQuoted(comparison.Value, text);
                break;
            case RangeNode range:
                WriteKey(range.Key, text);
                text.Append(" in ").Append(range.LowInclusive ? '[' : '(');
                WriteQuoted(range.Low, text);
                text.Append(' ');
                WriteQuoted(range.High, text);
                text.Append(range.HighInclusive ? ']' : ')');
                break;
            default:
                throw new InvalidOperationException($"{node.GetType().Name} cannot be printed.");
        }
    }

    private static void WriteBinary(QueryNode left, string name, QueryNode right, StringBuilder text)
    {
        WriteOperand(left, text);
        text.Append(name);
        WriteOperand(right, text);
    }

    /// <summary>Every operator in parentheses: the tree is kept whatever the precedence.</summary>
    private static void WriteOperand(QueryNode node, StringBuilder text)
    {
        bool enclose = node is AndNode or OrNode or NotNode;
        text.Append(enclose ? "(" : "");
        Write(node, text);
        text.Append(enclose ? ")" : "");
    }

    private static void WriteTerm(TermNode term, StringBuilder text)
    {
        if (term.Key is not null)
        {
            WriteKey(term.Key, text);
            text.Append(':');
        }
        switch (term.Match.Kind)
        {
            case TextMatchKind.Words:
                WriteQuoted(term.Match.Text, text);
                break;
            case TextMatchKind.Phrase:
                text.Append('#');
                WriteQuoted(term.Match.Text, text);
                break;
            case TextMatchKind.Pattern:
                WritePattern(term.Match.Text, text);
                break;
            case TextMatchKind.Exists:
                text.Append('*');
                break;
            default:
                text.Append("\"\"");
                break;
        }
    }

    private static void WriteKey(string key, StringBuilder text)
    {
        const string TagPrefix = "__tag__:";
        if (key.StartsWith(TagPrefix, StringComparison.Ordinal) && key.Length > TagPrefix.Length)
        {
            text.Append(TagPrefix);
            key = key[TagPrefix.Length..];
        }
        WriteQuoted(key, text);
    }

    private static void WriteQuoted(string value, StringBuilder text)
    {
        text.Append('"').Append(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
    }

    private static void WritePattern(string pattern, StringBuilder text)
    {
        foreach (char c in pattern)
        {
            // backslashes of a pattern are escapes already
            if (c is ' ' or '\t' or '\r' or '\n' or '\u3000' or '(' or ')' or '[' or ']' or ':' or '<' or '>' or '=' or '|' or '"')
            {
                text.Append('\\');
            }
            text.Append(c);
        }
    }
}
