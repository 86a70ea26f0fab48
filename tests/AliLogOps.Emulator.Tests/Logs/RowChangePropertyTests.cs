using System.Globalization;
using System.Text.Json.Nodes;
using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Tests.Support;
using CsCheck;

namespace AliLogOps.Emulator.Tests.Logs;

/// <summary>Any run of writes, updates and deletions leaves what a plain list of logs would be.</summary>
public sealed class RowChangePropertyTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private static readonly string[] s_keys = ["k", "a", "b"];

    private static readonly Gen<string> s_word = Gen.OneOf(Gen.Const("x"), Gen.Const("y"), Gen.Const("z"));

    private static readonly Gen<string> s_value = Gen.Frequency((4, s_word), (1, Gen.Select(s_word, s_word, (one, other) => one + " " + other)));

    private static readonly Gen<Dictionary<string, string>> s_contents =
        Gen.Select(s_value, s_value, s_value, Gen.Int[1, 7], (k, a, b, which) =>
        {
            string[] values = [k, a, b];
            return Enumerable.Range(0, 3).Where(i => (which & (1 << i)) != 0).ToDictionary(i => s_keys[i], i => values[i]);
        });

    private static readonly Gen<Query> s_query = Gen.Select(Gen.Int[0, 3], s_word, (kind, word) => kind switch
    {
        0 => new Query("*", _ => true),
        1 => new Query(word, log => log.Values.Any(value => HasWord(value, word))),
        2 => new Query($"k: {word}", log => log.TryGetValue("k", out string? value) && HasWord(value, word)),
        _ => new Query($"not k: {word}", log => !log.TryGetValue("k", out string? value) || !HasWord(value, word)),
    });

    private static readonly Gen<Step> s_step = Gen.Frequency<Step>(
        (4, s_contents.Array[1, 3].Select(logs => (Step)new Put(logs))),
        (3, Gen.Select(s_query, s_contents, Gen.Bool, (query, data, full) => (Step)new UpdateByQuery(query, data, full))),
        (2, Gen.Select(Gen.Int[0, 30], s_contents, Gen.Bool, (row, data, full) => (Step)new UpdateRow(row, data, full))),
        (2, s_query.Select(query => (Step)new DeleteByQuery(query))),
        (1, Gen.Int[0, 30].Select(row => (Step)new DeleteRow(row))),
        (1, Gen.Const((Step)new Reopen())));

    [Fact]
    public Task Any_run_of_changes_leaves_what_a_list_would_be()
    {
        return Gen.Select(s_contents.Array[1, 4], s_step.Array[1, 12], s_query).SampleAsync(
            async (first, steps, query) =>
            {
                LogsApi api = await RowsApi.CreateAsync(fixture.Emulator);
                Model model = new(api);
                await model.PutAsync(first);
                foreach (Step step in steps)
                {
                    await model.RunAsync(step);
                }
                await model.CheckAsync(query, string.Join("; ", steps.Select(step => step.ToString())));
            },
            iter: 40,
            threads: 1);
    }

    private static bool HasWord(string value, string word)
    {
        return value.Split(' ').Contains(word);
    }

    private sealed record Query(string Text, Predicate<Dictionary<string, string>> Finds)
    {
        public override string ToString()
        {
            return Text;
        }
    }

    private abstract record Step;

    private sealed record Put(Dictionary<string, string>[] Logs) : Step;

    private sealed record UpdateByQuery(Query Query, Dictionary<string, string> Data, bool Full) : Step;

    private sealed record UpdateRow(int Row, Dictionary<string, string> Data, bool Full) : Step;

    private sealed record DeleteByQuery(Query Query) : Step;

    private sealed record DeleteRow(int Row) : Step;

    /// <summary>What is kept in memory of the logstore is read again from the database.</summary>
    private sealed record Reopen : Step;

    private sealed class Row(Dictionary<string, string> written)
    {
        public Dictionary<string, string> Written { get; } = written;

        public Dictionary<string, string>? Current { get; set; } = written;

        public string Id { get; set; } = "";

        public bool Update(Dictionary<string, string> data, bool full)
        {
            Dictionary<string, string> after = full ? data : Current!.Where(pair => !data.ContainsKey(pair.Key)).Concat(data).ToDictionary();
            bool changed = Text(after) != Text(Current!);
            Current = after;
            return changed;
        }
    }

    /// <summary>A plain list of logs, which is told the same as the logstore.</summary>
    private sealed class Model(LogsApi api)
    {
        private readonly List<Row> _rows = [];
        private readonly uint _time = (uint)api.Now;

        private IEnumerable<Row> Left => _rows.Where(row => row.Current is not null);

        public async Task RunAsync(Step step)
        {
            switch (step)
            {
                case Put put:
                    await PutAsync(put.Logs);
                    break;
                case UpdateByQuery update:
                    Row[] found = [.. Left.Where(row => update.Query.Finds(row.Current!))];
                    Assert.Equal(found.Count(row => row.Update(update.Data, update.Full)), await api.UpdateAsync(api.ByQuery(update.Query.Text), Json(update.Data), update.Full ? "full" : null));
                    break;
                case UpdateRow update:
                    Row one = _rows[update.Row % _rows.Count];
                    int changed = one.Current is not null && one.Update(update.Data, update.Full) ? 1 : 0;
                    Assert.Equal(changed, await api.UpdateAsync(RowsApi.ByRow(one.Id), Json(update.Data), update.Full ? "full" : "partial"));
                    break;
                case DeleteByQuery delete:
                    Row[] doomed = [.. Left.Where(row => delete.Query.Finds(row.Current!))];
                    Array.ForEach(doomed, row => row.Current = null);
                    Assert.Equal(doomed.Length, await api.DeleteAsync(api.ByQuery(delete.Query.Text)));
                    break;
                case DeleteRow delete:
                    Row gone = _rows[delete.Row % _rows.Count];
                    int left = gone.Current is null ? 0 : 1;
                    gone.Current = null;
                    Assert.Equal(left, await api.DeleteAsync(RowsApi.ByRow(gone.Id)));
                    break;
                default:
                    LogstoreRecord logstore = api.Emulator.Services.Logstores.ListAll().Single(store => store.ProjectName == api.Project);
                    api.Emulator.Services.Logs.Engines.Forget(logstore.Id);
                    break;
            }
        }

        public async Task PutAsync(Dictionary<string, string>[] logs)
        {
            SampleLog[] written = [.. logs.Select(log => new SampleLog([.. log.Select(pair => (pair.Key, pair.Value))]) { Time = _time })];
            (await api.PutAsync(SampleLog.Group(written))).Ok();
            _rows.AddRange(logs.Select(log => new Row(log)));
            // all have one time, so they come in the order of their arrival
            JsonNode[] shown = [.. await api.RowsAsync("*")];
            foreach ((Row row, JsonNode node) in Left.Zip(shown))
            {
                Assert.True(row.Id.Length == 0 || row.Id == (string)node["__rowid__"]!);
                row.Id = (string)node["__rowid__"]!;
            }
        }

        public async Task CheckAsync(Query query, string what)
        {
            List<string> expected = [.. Left.Where(row => query.Finds(row.Current!)).Select(row => Text(row.Current!))];
            List<string> found = [.. (await api.RowsAsync(query.Text)).Select(Text)];
            Assert.Equal((string.Join('|', expected), what), (string.Join('|', found), what));
            Assert.Equal((Left.Count(), what), (await api.CountAsync(), what));
            string k = string.Join('|', Left.Where(row => row.Current!.ContainsKey("k")).GroupBy(row => row.Current!["k"]).OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Key}={group.Count()}")));
            Assert.Equal((k, what), (string.Join('|', (await api.RowsAsync("* | select k, count(*) as c from log where k is not null group by k order by k")).Select(row => $"{(string)row["k"]!}={(string)row["c"]!}")), what));
            Assert.Equal(_rows.Select(row => string.Join(',', row.Written.Select(pair => $"{pair.Key}={pair.Value}"))), await api.PulledAsync());
        }

        private static string Json(Dictionary<string, string> data)
        {
            return new JsonObject(data.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))).ToJsonString();
        }
    }

    private static string Text(JsonNode row)
    {
        return Text(s_keys.Where(key => row[key] is not null).ToDictionary(key => key, key => (string)row[key]!));
    }

    private static string Text(Dictionary<string, string> log)
    {
        return string.Join(',', log.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
    }
}
