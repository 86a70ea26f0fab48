using System.Diagnostics;
using AliLogOps.Emulator.Query;
using CsCheck;

namespace AliLogOps.Emulator.Tests.Query;

public class QueryPropertyTests
{
    private static readonly string[] s_parts = ["and", "or", "not", "in", "[", "(", ")", "]", "\"", ":", "a", "1", "__tag__", "#\"", "*"];

    [Fact]
    public void Printed_statement_reads_back_as_the_same_tree()
    {
        QueryGenerators.AnyNode.Sample(node => QueryParser.Parse(QueryPrinter.Print(node)) == node, iter: 5_000);
    }

    [Fact]
    public void Garbage_is_read_or_refused_and_nothing_else()
    {
        Gen<string> garbage = Gen.OneOf(
            Gen.String[Gen.Char["ab \"\\*?:|()[]<>=#\n中"], 0, 60],
            Gen.String[0, 60],
            Gen.Int[0, s_parts.Length - 1].List[0, 80].Select(parts => string.Join(' ', parts.Select(part => s_parts[part]))));
        garbage.Sample(
            text =>
            {
                try
                {
                    QueryNode node = QueryParser.Parse(text);
                    return QueryParser.Parse(QueryPrinter.Print(node)) == node;
                }
                catch (QuerySyntaxException e)
                {
                    return e.Message.Length > 0;
                }
            },
            iter: 20_000);
    }

    [Fact]
    public void Long_garbage_takes_no_time_to_speak_of()
    {
        foreach (string part in (string[])["a ", "(", "\"a\" ", "a:", "not ", "#\"", "a*b*", "a in ["])
        {
            string text = string.Concat(Enumerable.Repeat(part, 200_000));
            Stopwatch watch = Stopwatch.StartNew();
            Assert.Throws<QuerySyntaxException>(() => QueryParser.Parse(text));
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), part);
        }
    }

    [Fact]
    public void Pattern_agrees_with_a_regular_expression()
    {
        Gen.Select(Gen.String[Gen.Char["ab*?é中"], 1, 8], Gen.String[Gen.Char["abé中"], 0, 12]).Sample((pattern, word) =>
        {
            string expression = "^" + string.Concat(pattern.Select(c => c switch { '*' => ".*", '?' => ".", _ => c.ToString() })) + "$";
            bool expected = System.Text.RegularExpressions.Regex.IsMatch(word, expression, System.Text.RegularExpressions.RegexOptions.CultureInvariant);
            return new WordPattern(pattern, caseSensitive: true).Matches(Utf8Text.Bytes(word)) == expected;
        });
    }
}
