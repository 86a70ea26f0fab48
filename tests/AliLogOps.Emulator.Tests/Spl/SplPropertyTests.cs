using System.Globalization;
using System.Text.Json.Nodes;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Spl;

/// <summary>Random conditions on random logs, compared with the same conditions written in C#.</summary>
public sealed class SplPropertyTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private const int Logs = 300;
    private static readonly string[] s_words = ["", "a", "ab", "b", "A", "中", "x|y", "it's", "10", "200", "-3", "4.5", " "];
    private static readonly string[] s_fields = ["one", "two", "a-b"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Where_keeps_what_its_condition_is_true_of(int seed)
    {
        Random random = new(seed);
        await using SplBench bench = await SplBench.CreateAsync(fixture.Emulator);
        List<Dictionary<string, string>> logs = [];
        for (int i = 0; i < Logs; i++)
        {
            Dictionary<string, string> log = new() { ["id"] = i.ToString(CultureInfo.InvariantCulture) };
            foreach (string field in s_fields.Where(_ => random.Next(5) > 0))
            {
                log[field] = s_words[random.Next(s_words.Length)];
            }
            logs.Add(log);
        }
        foreach (Dictionary<string, string>[] group in logs.Chunk(37))
        {
            await bench.PutAsync([.. group.Select(log => log.Select(field => (field.Key, field.Value)).ToArray())]);
        }
        for (int round = 0; round < 40; round++)
        {
            (string text, Func<Dictionary<string, string>, bool?> condition) = Condition(random, 3);
            string[] expected = [.. logs.Where(log => condition(log) == true).Select(log => log["id"])];
            string[] pulled = await bench.PulledAsync($"* | where {text} | project id");
            Assert.True(expected.SequenceEqual(pulled.Select(log => log[3..])), $"pull: {text}");
            JsonNode page = await bench.Api.SearchAsync($"* | where {text}");
            Assert.True(expected.Take(100).SequenceEqual(page["data"]!.AsArray().Select(row => (string)row!["id"]!)), $"scan: {text}");
        }
    }

    /// <summary>A condition as SQL and as C#; null is neither true nor false in both.</summary>
    private static (string Text, Func<Dictionary<string, string>, bool?> Condition) Condition(Random random, int depth)
    {
        if (depth > 0 && random.Next(2) == 0)
        {
            (string leftText, Func<Dictionary<string, string>, bool?> left) = Condition(random, depth - 1);
            (string rightText, Func<Dictionary<string, string>, bool?> right) = Condition(random, depth - 1);
            return random.Next(3) switch
            {
                0 => ($"({leftText} and {rightText})", log => left(log) & right(log)),
                1 => ($"({leftText} or {rightText})", log => left(log) | right(log)),
                _ => ($"not ({leftText})", log => !left(log)),
            };
        }
        string field = s_fields[random.Next(s_fields.Length)];
        string name = field.Contains('-', StringComparison.Ordinal) ? $"\"{field}\"" : field;
        string word = s_words[random.Next(s_words.Length)];
        string quoted = $"'{word.Replace("'", "''", StringComparison.Ordinal)}'";
        long number = random.Next(-5, 300);
        switch (random.Next(7))
        {
            case 0:
                return ($"{name} = {quoted}", Of(field, value => value == word));
            case 1:
                return ($"{name} <> {quoted}", Of(field, value => value != word));
            case 2:
                return ($"{name} is null", log => !log.ContainsKey(field));
            case 3:
                return ($"{name} like {quoted}", Of(field, value => value == word));
            case 4:
                return ($"{name} in ('a', {quoted})", Of(field, value => value == "a" || value == word));
            case 5:
                return ($"length({name}) > {number % 3}", Of(field, value => value.Length > number % 3));
            default:
                return ($"try_cast({name} as bigint) >= {number}", log =>
                    log.TryGetValue(field, out string? value) && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long found) ? found >= number : null);
        }
    }

    private static Func<Dictionary<string, string>, bool?> Of(string field, Func<string, bool> condition)
    {
        return log => log.TryGetValue(field, out string? value) ? condition(value) : null;
    }
}
