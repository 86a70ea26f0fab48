using System.Globalization;
using System.Text.RegularExpressions;
using AliLogOps.Emulator.Sql;
using AliLogOps.Emulator.Tests.Sql;

namespace AliLogOps.Emulator.Tests.Fuzz;

/// <summary>What a statement over a project need not load changes nothing: the answer is the one over all logs.</summary>
public sealed partial class ProjectRangeFuzzTests(SqlFixture logs) : IClassFixture<SqlFixture>
{
    [Fact]
    public void Ranges_change_no_answer()
    {
        int answered = 0;
        int narrowed = 0;
        FuzzRun.Each(
            random =>
            {
                string statement = new Generator(random).Statement();
                SqlAnswer whole = logs.WholeAnswer(statement);
                SqlAnswer answer;
                try
                {
                    // logstores of their own, so that none finds what only another has to have loaded
                    answer = logs.ProjectAnswer(TwinName().Replace(statement, "twin-$1 $1"));
                }
                catch (SqlRefusedException refused) when (refused.Message.Contains("is not limited by time", StringComparison.Ordinal))
                {
                    return;
                }
                answered++;
                narrowed += answer.ProcessedRows < 10 ? 1 : 0;
                Assert.True(whole.Rows.Single().SequenceEqual(answer.Rows.Single()), $"{statement}: {string.Join(',', answer.Rows[0])} is not {string.Join(',', whole.Rows[0])}");
            },
            share: 0.5);
        Assert.True(answered > FuzzRun.Inputs / 20, $"{answered} answers");
        Assert.True(narrowed > FuzzRun.Inputs / 40, $"{narrowed} answers over a part of the logs");
    }

    [GeneratedRegex("store-1 ([abc])")]
    private static partial Regex TwinName();

    /// <summary>Makes joins of three with conditions on their times, in WHERE and in ON.</summary>
    private sealed class Generator(Random random)
    {
        private static readonly string[] s_names = ["a", "b", "c"];

        public string Statement()
        {
            string from = random.Next(3) switch
            {
                0 => $"store-1 a {Join()} store-1 b on {Condition(2, 2)}",
                1 => $"store-1 a {Join()} store-1 b on {Condition(2, 2)} {Join()} store-1 c on {Condition(3, 2)}",
                _ => $"store-1 a {Join()} (store-1 b {Join()} store-1 c on {Condition(3, 2, first: 1)}) on {Condition(3, 2)}",
            };
            int count = from.Contains("store-1 c", StringComparison.Ordinal) ? 3 : 2;
            IEnumerable<string> columns = s_names.Take(count).Select(name => $"count({name}.__time__), sum({name}.__time__ - 1700000000)");
            return $"select count(*), {string.Join(", ", columns)} from {from} where {string.Join(" and ", Enumerable.Range(0, random.Next(1, 4)).Select(_ => Condition(count, 2)))}";
        }

        private string Join()
        {
            return Pick("join", "join", "left join", "right join", "full join");
        }

        /// <param name="count">How many of the relations may be named, from the first on.</param>
        private string Condition(int count, int depth, int first = 0)
        {
            return random.Next(depth > 0 ? 9 : 5) switch
            {
                0 or 1 => $"{Name(count, first)}.__time__ {Pick("<", "<=", ">", ">=", "=")} {Time()}",
                2 => $"{Name(count, first)}.__time__ between {Time()} and {Time()}",
                3 => $"{Name(count, first)}.__time__ = {Name(count, first)}.__time__",
                4 => Pick($"{Name(count, first)}.method = {Name(count, first)}.method", $"{Name(count, first)}.__time__ is null", $"{Time()} >= {Name(count, first)}.__time__", $"{Name(count, first)}.__time__ in ({Time()}, {Time()})"),
                5 => $"not ({Condition(count, depth - 1, first)})",
                6 => $"({Condition(count, depth - 1, first)} or {Condition(count, depth - 1, first)})",
                _ => $"({Condition(count, depth - 1, first)} and {Condition(count, depth - 1, first)})",
            };
        }

        private string Name(int count, int first)
        {
            return s_names[random.Next(first, count)];
        }

        private string Time()
        {
            return (1_700_000_000 + (random.Next(-1, 11) * 30)).ToString(CultureInfo.InvariantCulture);
        }

        private string Pick(params string[] choices)
        {
            return choices[random.Next(choices.Length)];
        }
    }
}
