using AliLogOps.Setup.Queries;

namespace AliLogOps.Setup.Tests.Queries;

public sealed class LogQueryTextTests
{
    [Theory]
    [InlineData("*", false, false)]
    [InlineData("a \"| select\" b", false, false)]
    [InlineData("* |with_pack_meta", false, false)]
    [InlineData("* | select count(*)", true, false)]
    [InlineData("* | with t as (select 1) select * from t", true, false)]
    [InlineData("* | set session parallel_sql=true; select 1", true, false)]
    [InlineData("* |", true, false)]
    [InlineData("* | where status = '200'", false, true)]
    [InlineData("* | WHERE(status = '200')", false, true)]
    [InlineData("error | extend a = b || 'x | stats' | project-away \"c | d\"", false, true)]
    [InlineData("error | extend a = concat(b, 'x | stats') | project-away \"c | d\"", false, true)]
    [InlineData("* | parse-regexp content, '(\\S+)' as a | limit 10", false, true)]
    [InlineData("* | where a = 'b' | stats c = count(*) by a", true, false)]
    [InlineData("* | whereabouts", true, false)]
    public void Sql_and_scripts_are_told_apart(string query, bool sql, bool script)
    {
        Assert.Equal((sql, script), (LogQueryText.HasSql(query), LogQueryText.HasScript(query)));
        Assert.Equal(sql || script, LogQueryText.HasCommands(query));
    }
}
