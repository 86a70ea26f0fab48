using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Spl;

/// <summary>Scripts that are wrong, or not built: each is told by its command, its place and what would be right.</summary>
public sealed class SplErrorTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    [Theory]
    [InlineData("where", "line:1,column:7.ErrorMessage:line 1:7: where: mismatched input '<EOF>' expecting an expression")]
    [InlineData("where status >= 400", "line:1,column:15.ErrorMessage:line 1:15: where: '>=' cannot be applied to varchar, bigint")]
    [InlineData("where status", "where: WHERE clause must evaluate to a boolean: actual type varchar")]
    [InlineData("where count(*) > 1", "where: WHERE clause cannot contain aggregations or window functions")]
    [InlineData("where rank() over (order by a) > 1", "where: WHERE clause cannot contain aggregations or window functions")]
    [InlineData("extend a = max(b)", "extend: the value of a field cannot contain aggregations or window functions")]
    [InlineData("where a in (select b from log)", "line:1,column:14.ErrorMessage:line 1:14: where: a script takes no sub-queries")]
    [InlineData("where exists (select 1)", "where: a script takes no sub-queries")]
    [InlineData("where a.b = 'c'", "where: a field has no relation before it: a name with a point must be in double quotes")]
    [InlineData("where frob(a)", "where: Function frob not registered")]
    [InlineData("where a = 'b' c", "where: mismatched input 'c' expecting the end of the command")]
    [InlineData("where user-agent = 'x'", "where: ")]
    [InlineData("where a = 'b", "where: the quotation mark of the string is not closed")]
    [InlineData("extend a", "extend: mismatched input '<EOF>' expecting '='")]
    [InlineData("extend 'a' = 1", "extend: mismatched input 'a' expecting the name of a field")]
    [InlineData("extend a = 1, a = 2", "line:1,column:16.ErrorMessage:line 1:16: extend: the field 'a' is given two values")]
    [InlineData("extend a = 1 | where a = '1'", "where: '=' cannot be applied to bigint, varchar")]
    [InlineData("extend a = 1 | project-rename b = a | where b = '1'", "where: '=' cannot be applied to bigint, varchar")]
    [InlineData("extend a = 1 | project c | where a = 1", "where: '=' cannot be applied to varchar, bigint")]
    [InlineData("project", "project: mismatched input '<EOF>' expecting the name of a field")]
    [InlineData("project user-agent", "line:1,column:14.ErrorMessage:line 1:14: project: mismatched input '-' expecting the end of the command; names with other characters")]
    [InlineData("project *", "project: mismatched input '*' expecting the name of a field")]
    [InlineData("project -all a", "line:1,column:10.ErrorMessage:line 1:10: project: unknown option '-all', use -wildcard")]
    [InlineData("project -wildcard -wildcard a", "project: the option -wildcard comes twice")]
    [InlineData("parse-json -frob-x=1 a", "parse-json: unknown option '-frob-x', use -path")]
    [InlineData("parse-json -path=a b", "parse-json: mismatched input 'a' expecting a text in single quotes")]
    [InlineData("parse-json -path='a' b", "parse-json: Invalid JSON path: 'a'")]
    [InlineData("parse-kv a, '&'", "parse-kv: mismatched input '<EOF>' expecting ','")]
    [InlineData("parse-kv a, '', '='", "parse-kv: '' and '=' part nothing: they must be two different texts")]
    [InlineData("parse-csv -delim='abcd' a as b", "parse-csv: the delimiter 'abcd' must have one to three ASCII characters")]
    [InlineData("parse-csv -quote=',' a as b", "parse-csv: the quotation mark ',' must be one ASCII character that is not part of the delimiter")]
    [InlineData("parse-csv a as b, b", "parse-csv: a field follows AS twice")]
    [InlineData("project a = b, c = b", "project: 'c = b' renames a field a second time")]
    [InlineData("project t = __time__", "project: __time__ can neither be renamed nor overwritten")]
    [InlineData("project-rename __time__ = t", "project-rename: __time__ can neither be renamed nor overwritten")]
    [InlineData("project-rename a", "project-rename: mismatched input '<EOF>' expecting '='")]
    [InlineData("project-away a,", "project-away: mismatched input '<EOF>' expecting the name of a field")]
    [InlineData("limit", "limit: mismatched input '<EOF>' expecting a number of logs")]
    [InlineData("limit 1, 2", "limit: mismatched input ',' expecting the end of the command")]
    [InlineData("limit -1", "limit: mismatched input '-' expecting a number of logs")]
    [InlineData("limit 99999999999999999999", "limit: mismatched input")]
    [InlineData("parse-json", "parse-json: mismatched input '<EOF>' expecting the name of a field")]
    [InlineData("parse-json __time__", "parse-json: __time__ is no text")]
    [InlineData("parse-regexp a", "parse-regexp: mismatched input '<EOF>' expecting ','")]
    [InlineData("parse-regexp a, b as c", "parse-regexp: mismatched input 'b' expecting a pattern in single quotes")]
    [InlineData("parse-regexp a, '(' as c", "parse-regexp: the pattern '(' is no regular expression")]
    [InlineData("parse-regexp a, '(a)(?=b)' as c", "parse-regexp: the pattern '(a)(?=b)' is too large, or uses look-around or back-references")]
    [InlineData("parse-regexp a, '(a)(b)' as c", "line:1,column:18.ErrorMessage:line 1:18: parse-regexp: the pattern has 2 groups, but 1 fields follow AS")]
    [InlineData("parse-regexp a, 'a' as c", "parse-regexp: the pattern has 0 groups, but 1 fields follow AS")]
    [InlineData("parse-regexp a, '(a)(b)' as c, c", "parse-regexp: a field follows AS twice")]
    [InlineData("frob a", "line:1,column:2.ErrorMessage:line 1:2: unknown command 'frob': after a bar stands one of where, extend")]
    [InlineData("where a = 'b' |\n  wear c", "line:2,column:3.ErrorMessage:line 2:3: unknown command 'wear'")]
    [InlineData("where a = 'b' |", "there is no command after the bar: write one of where, extend")]
    [InlineData("where a = 'b' | | project a", "there is no command after the bar")]
    [InlineData("where a = 'b' | select 1", "unknown command 'select'")]
    [InlineData("where a = 'b'; | project a", "where: mismatched input ';' expecting the end of the command")]
    [InlineData("where (a = 'b' /* | project c", "where: the comment is not closed")]
    public async Task Wrong_script_is_refused(string script, string message)
    {
        await using SplBench bench = await SplBench.CreateAsync(fixture.Emulator);
        TestResponse scan = (await bench.Api.SearchRawAsync("* | " + script)).Fails(400, "ParameterInvalid", message);
        Assert.StartsWith("ErrorType:", scan.ErrorMessage, StringComparison.Ordinal);
        if (!script.StartsWith("limit", StringComparison.Ordinal))
        {
            Assert.Equal(scan.ErrorMessage, (await bench.PullRawAsync("* | " + script)).Fails(400, "ParameterInvalid").ErrorMessage);
        }
    }

    [Theory]
    [InlineData("stats count(*) by a", "SPL with the command stats is not implemented")]
    [InlineData("sort a", "the command sort")]
    [InlineData("join $a on b", "the command join")]
    [InlineData("make-series x", "the command make-series")]
    [InlineData("expand-values a", "the command expand-values")]
    [InlineData("pack-fields a", "the command pack-fields")]
    [InlineData(".let a = * | where b", "named datasets")]
    [InlineData("$a", "named datasets")]
    [InlineData("extend __time__ = 1", "extend of __time__")]
    [InlineData("extend __time_ns_part__ = 1", "extend of __time_ns_part__")]
    [InlineData("extend a = ip_to_city(b)", "the function ip_to_city")]
    [InlineData("extend a = transform(b, x -> x)", "SPL with ")]
    [InlineData("parse-json -prefix='p_' a", "the option -prefix of parse-json")]
    [InlineData("parse-json -mode='add' a", "the option -mode of parse-json")]
    [InlineData("parse-kv a", "parse-kv without delimiters")]
    [InlineData("parse-kv -delims='&?' a", "the option -delims of parse-kv")]
    [InlineData("parse-kv -kv-sep=':' a", "the option -kv-sep of parse-kv")]
    [InlineData("parse-csv a", "parse-csv without as")]
    [InlineData("parse-regexp a, '(b)'", "parse-regexp without as")]
    [InlineData("parse-regexp a, '(?<n>b)' as c", "named groups in parse-regexp")]
    [InlineData("where a = 'b'; where c = 'd'", "more than one statement in a script")]
    public async Task What_is_not_built_is_refused_by_name(string script, string message)
    {
        await using SplBench bench = await SplBench.CreateAsync(fixture.Emulator);
        (await bench.Api.SearchRawAsync("* | " + script)).Fails(501, "NotImplemented", message);
        (await bench.PullRawAsync("* | " + script)).Fails(501, "NotImplemented", message);
    }

    [Fact]
    public async Task Sixteen_commands_are_the_limit()
    {
        await using SplBench bench = await SplBench.CreateAsync(fixture.Emulator);
        string sixteen = "*" + string.Concat(Enumerable.Repeat(" | where true", 16));
        (await bench.Api.SearchRawAsync(sixteen)).Ok();
        (await bench.PullRawAsync(sixteen)).Ok();
        (await bench.Api.SearchRawAsync(sixteen + " | where true")).Fails(400, "ParameterInvalid", "more than 16 commands");
        (await bench.PullRawAsync(sixteen + " | where true")).Fails(400, "ParameterInvalid", "more than 16 commands");
    }
}
