using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using AliLogOps.Emulator.Logs.Wire;
using AliLogOps.Emulator.Spl;
using AliLogOps.Emulator.Sql;
using AliLogOps.Emulator.Sql.Execution;
using AliLogOps.Emulator.Tests.Logs;

namespace AliLogOps.Emulator.Tests.Fuzz;

/// <summary>Scripts of all kinds over a few logs: each runs or is refused by one of the named errors, in bounded time.</summary>
public sealed class SplFuzzTests
{
    private static readonly string[] s_samples =
    [
        "where app = 'web' and cast(status as bigint) >= 400 | project app, s = status",
        "extend a = upper(app), \"b c\" = split_part(line, ' ', 2) | where a is not null or \"b c\" like '%x%'",
        "parse-json body | where json_extract_scalar(o, '$.k[0]') = '1' | project-away -wildcard \"b*\", \"__tag__:*\"",
        "parse-regexp line, '([\\d.]+) (\\w+)' as ip, method | project-rename verb = method, \"a:b\" = ip",
        "-- comment\nwhere try_cast(status as double) > 1.5 /* | */ | extend app = concat(app, '|', status) | limit 2;",
        "extend n = array[1, 2], t = from_unixtime(__time__), m = split_to_map(line, ' ', '=') | where cardinality(n) = 2",
        "parse-kv -prefix='p_' line, ' ', '=' | parse-csv -delim='\\x2e' -quote='\"' -strict line as a, b | parse-json -path='$.o[0]' body",
        "project-rename app = line, line = app | parse-json app | extend status = 1 | parse-json body | where status = 1",
    ];

    private static readonly LogGroupLayout s_group = SampleLog.Layout(SampleLog.Group(
        new SampleLog(("app", "web"), ("status", "200"), ("body", """{"a":"\ud800","o":{"k":[1]},"status":"5"}"""), ("line", "")) { Topic = "t", Source = "s", Tags = [("h", "1")] },
        new SampleLog(("app", "中"), ("status", "x"), ("line", "10.0.0.1 GET a=b c=d"), ("body", """{"a":1e400,"b":{"x":null},"app":true}""")),
        new SampleLog(("body", "{"), ("a-b", "\0"), ("", "empty"))));

    [Fact]
    public void Mutated_scripts_run_or_are_refused_by_a_named_error()
    {
        int runs = 0;
        FuzzRun.Each(random => runs += Run(Mutation.OfText(random, s_samples), random.Next(2) == 0 ? SplUse.Pull : SplUse.Scan) ? 1 : 0, share: 0.5);
        Assert.True(runs > 0);
    }

    [Fact]
    public void Random_commands_run_or_are_refused_by_a_named_error()
    {
        int runs = 0;
        FuzzRun.Each(random => runs += Run(Script(random), SplUse.Scan) ? 1 : 0, share: 0.5);
        Assert.True(runs > 0);
    }

    [Theory]
    [InlineData("where (")]
    [InlineData("where not ")]
    [InlineData("where true | ")]
    [InlineData("| ")]
    [InlineData("extend a = ")]
    [InlineData("project a, ")]
    [InlineData("project-away -")]
    [InlineData("parse-regexp a, '((")]
    [InlineData("parse-regexp a, '(a{900}){900}(")]
    [InlineData("/*")]
    [InlineData("'")]
    [InlineData(";")]
    public void Endless_repetition_is_refused_at_once(string part)
    {
        foreach (int count in (int[])[16, 60, 1_000, 100_000])
        {
            Run(string.Concat(Enumerable.Repeat(part, count)), SplUse.Scan);
            Run("where " + string.Concat(Enumerable.Repeat(part, count)) + "true", SplUse.Pull);
        }
        Run("extend " + string.Join(", ", Enumerable.Range(0, 2_000).Select(i => FormattableString.Invariant($"a{i} = b{i}"))), SplUse.Scan);
        Run("where " + string.Join(" and ", Enumerable.Range(0, 380).Select(i => FormattableString.Invariant($"a{i} is null"))), SplUse.Scan);
    }

    private static JsonObject Json(SplRow row)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            row.Write(writer);
        }
        return JsonNode.Parse(buffer.WrittenSpan)!.AsObject();
    }

    private static string Script(Random random)
    {
        return string.Join(" | ", Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.Next(8) switch
        {
            0 or 1 => "where " + Expression(random),
            2 or 3 => $"extend {Name(random)} = {Expression(random)}, x = {Name(random)}",
            4 => $"project {Name(random)}, {Name(random)} = {Name(random)}, line, body",
            5 => $"project-rename {Name(random)} = {Name(random)}",
            6 => $"parse-json {Name(random)}",
            _ => $"parse-regexp {Name(random)}, '(.)(.*)' as {Name(random)}, y",
        }));
    }

    private static string Expression(Random random)
    {
        return new RandomSql(random).Statement() is { } select && random.Next(3) == 0 && select.StartsWith("select ", StringComparison.Ordinal)
            ? select["select ".Length..].Split(" from ")[0]
            : $"coalesce({Name(random)}, 'x') {(random.Next(2) == 0 ? "=" : "<>")} {Name(random)}";
    }

    private static string Name(Random random)
    {
        return ((string[])["app", "status", "line", "body", "\"a-b\"", "x", "y", "__topic__", "\"__tag__:h\"", "n"])[random.Next(10)];
    }

    private static bool Run(string text, SplUse use)
    {
        Stopwatch watch = Stopwatch.StartNew();
        try
        {
            using SplScript script = SplScript.Compile(text, use);
            script.Start(new SqlRun(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(5), 64 * 1024 * 1024, TestContext.Current.CancellationToken));
            SplRecordReader reader = new();
            SplGroupWriter writer = new(s_group.Bytes.ToArray());
            for (int i = 0; i < s_group.LogCount; i++)
            {
                SplRecord record = reader.Read(s_group, i);
                if (script.Apply(record) == SplOutcome.Kept)
                {
                    Assert.True(Json(new SplRow(record)).ContainsKey("__time__"));
                    writer.Add(record);
                }
            }
            foreach ((byte[] message, int count) in writer.Finish())
            {
                Assert.Equal(count, LogGroupLayout.Read(message).LogCount);
            }
            return true;
        }
        catch (SqlRefusedException refused)
        {
            Assert.StartsWith("ErrorType:", refused.Describe(text), StringComparison.Ordinal);
            // anything else would be SQLite's word on a text that the translation should not have written
            Assert.True(refused.Kind != SqlRefusedException.Runtime || refused.Message.StartsWith("Query exceeded", StringComparison.Ordinal), $"{text} → {refused.Message}");
        }
        catch (SqlNotBuiltException missing)
        {
            Assert.NotEmpty(missing.Message);
        }
        finally
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed} for {text}");
        }
        return false;
    }
}
