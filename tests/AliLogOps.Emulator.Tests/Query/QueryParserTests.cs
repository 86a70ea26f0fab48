using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Tests.Query;

/// <summary>The grammar, by the fully parenthesised form of what was read.</summary>
public class QueryParserTests
{
    [Theory]
    [InlineData("", "*")]
    [InlineData("   ", "*")]
    [InlineData("*", "*")]
    [InlineData("error", "\"error\"")]
    [InlineData("GET 200 cn-shanghai", "(\"GET\" and \"200\") and \"cn-shanghai\"")]
    [InlineData("GET and 200", "\"GET\" and \"200\"")]
    [InlineData("GET AND 200 Or x NOT y", "(\"GET\" and \"200\") or (\"x\" and (not \"y\"))")]
    [InlineData("a or b and c", "\"a\" or (\"b\" and \"c\")")]
    [InlineData("(a or b) and c", "(\"a\" or \"b\") and \"c\"")]
    [InlineData("a not b", "\"a\" and (not \"b\")")]
    [InlineData("a and not b", "\"a\" and (not \"b\")")]
    [InlineData("not a and b", "not (\"a\" and \"b\")")]
    [InlineData("not a b", "not (\"a\" and \"b\")")]
    [InlineData("(not a) b", "(not \"a\") and \"b\"")]
    [InlineData("not a or b", "(not \"a\") or \"b\"")]
    [InlineData("a not b not c", "(\"a\" and (not \"b\")) and (not \"c\")")]
    [InlineData("not not a", "not (not \"a\")")]
    [InlineData("a or not b", "\"a\" or (not \"b\")")]
    [InlineData("\"and\"", "\"and\"")]
    [InlineData("\"a b\" c", "\"a b\" and \"c\"")]
    [InlineData("#\"a b c\"", "#\"a b c\"")]
    [InlineData("#tag", "\"#tag\"")]
    [InlineData("request_method:GET", "\"request_method\":\"GET\"")]
    [InlineData("request_method : GET", "\"request_method\":\"GET\"")]
    [InlineData("\"file info\":apsara", "\"file info\":\"apsara\"")]
    [InlineData("k:*", "\"k\":*")]
    [InlineData("not k:*", "not \"k\":*")]
    [InlineData("k:\"\"", "\"k\":\"\"")]
    [InlineData("k:\"cn*\"", "\"k\":\"cn*\"")]
    [InlineData("k:cn*", "\"k\":cn*")]
    [InlineData("k:cn\\*", "\"k\":\"cn*\"")]
    [InlineData("k:#\"a b\"", "\"k\":#\"a b\"")]
    [InlineData("mo?la", "mo?la")]
    [InlineData("instance_id:nginx\\\"01\\\"", "\"instance_id\":\"nginx\\\"01\\\"\"")]
    [InlineData("\\a", "\"\\\\a\"")]
    [InlineData("status>200", "\"status\" > \"200\"")]
    [InlineData("status >= 200 status<=299", "\"status\" >= \"200\" and \"status\" <= \"299\"")]
    [InlineData("latency<-1.5", "\"latency\" < \"-1.5\"")]
    [InlineData("app-name=todo-list", "\"app-name\" = \"todo-list\"")]
    [InlineData("status in [200 299]", "\"status\" in [\"200\" \"299\"]")]
    [InlineData("status in (200 299] a", "\"status\" in (\"200\" \"299\"] and \"a\"")]
    [InlineData("status in [200 299)", "\"status\" in [\"200\" \"299\")")]
    [InlineData("__topic__:nginx", "\"__topic__\":\"nginx\"")]
    [InlineData("__tag__:__client_ip__:192.0.2.1", "__tag__:\"__client_ip__\":\"192.0.2.1\"")]
    [InlineData("__tag__:\"a b\":c*", "__tag__:\"a b\":c*")]
    [InlineData("\"__tag__:x\":y", "__tag__:\"x\":\"y\"")]
    [InlineData("info.param.name : project01", "\"info.param.name\":\"project01\"")]
    [InlineData("request_method:GET and status in [200 299] not request_time>=60",
        "(\"request_method\":\"GET\" and \"status\" in [\"200\" \"299\"]) and (not \"request_time\" >= \"60\")")]
    public void Statement_is_read_as_documented(string statement, string expected)
    {
        Assert.Equal(expected, QueryPrinter.Print(QueryParser.Parse(statement)));
    }

    [Theory]
    [InlineData("(a", "closing parenthesis")]
    [InlineData("a)", "unexpected ')'")]
    [InlineData("a and", "ends where a condition is expected")]
    [InlineData("and a", "reserved word")]
    [InlineData("or a", "reserved word")]
    [InlineData("a or", "ends where")]
    [InlineData("not", "ends where")]
    [InlineData("\"open", "not closed")]
    [InlineData("k:", "lacks a value")]
    [InlineData(":v", "unexpected ':'")]
    [InlineData("10:20:30", "put text with a colon in double quotes")]
    [InlineData("*hai", "begins with a wildcard")]
    [InlineData("k:?a", "begins with a wildcard")]
    [InlineData("k>", "the right side of >")]
    [InlineData("k=a*", "has a wildcard")]
    [InlineData("k in [1,5]", "the upper bound")]
    [InlineData("k in [1 5", "']' or ')'")]
    [InlineData("error in file", "'in' at position 6 is a reserved word")]
    [InlineData("max", "reserved word")]
    [InlineData("k:limit", "reserved word")]
    [InlineData("a group by b", "'group' at position 2 is a reserved word")]
    [InlineData("\"\"", "are empty")]
    [InlineData("#\"\"", "is empty")]
    [InlineData("__tag__:*:x", "has a wildcard")]
    [InlineData("[a b]", "unexpected '['")]
    public void Statement_outside_the_grammar_names_the_place_and_the_remedy(string statement, string message)
    {
        QuerySyntaxException error = Assert.Throws<QuerySyntaxException>(() => QueryParser.Parse(statement));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reserved_words_in_quotes_are_text()
    {
        Assert.Equal(new TermNode("limit", TextMatch.Words("max")), QueryParser.Parse("\"limit\":\"max\""));
    }

    [Fact]
    public void Upper_case_IN_is_a_word()
    {
        Assert.Equal("(\"a\" and \"IN\") and \"b\"", QueryPrinter.Print(QueryParser.Parse("a IN b")));
    }

    [Fact]
    public void Thirty_keywords_are_allowed_and_one_more_is_not()
    {
        string thirty = string.Join(" or ", Enumerable.Range(0, 30).Select(i => $"w{i}"));
        Assert.NotNull(QueryParser.Parse(thirty));
        Assert.Contains("more than 30 keywords", Assert.Throws<QuerySyntaxException>(() => QueryParser.Parse(thirty + " or x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Word_with_wildcards_may_have_64_characters_and_no_more()
    {
        Assert.NotNull(QueryParser.Parse(new string('a', 63) + "*"));
        Assert.Contains("64 are the limit", Assert.Throws<QuerySyntaxException>(() => QueryParser.Parse(new string('a', 64) + "*")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("not ", "")]
    public void Deep_nesting_is_refused_rather_than_overflowing_the_stack(string open, string close)
    {
        string statement = string.Concat(Enumerable.Repeat(open, 100_000)) + "a" + string.Concat(Enumerable.Repeat(close, 100_000));
        Assert.Contains("nested deeper", Assert.Throws<QuerySyntaxException>(() => QueryParser.Parse(statement)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("* | select count(*)", "* ", " select count(*)")]
    [InlineData("a \"x|y\" | select 1", "a \"x|y\" ", " select 1")]
    [InlineData("a\\|b", "a\\|b", null)]
    [InlineData("a |", "a ", "")]
    [InlineData("\"a|b\"", "\"a|b\"", null)]
    public void Statement_is_cut_at_the_first_bar_outside_quotes(string query, string search, string? analytics)
    {
        Assert.Equal(new QueryStatement(search, analytics), QueryStatement.Split(query));
    }
}
