using System.Collections;
using System.Globalization;

namespace AliLogOps.Benchmarks.Data;

/// <summary>Logs of three shapes. The same number gives the same log in every run, here and in peers/shapes.mjs.</summary>
public static class LogShapes
{
    private static readonly string[] s_severities = ["info", "notice", "warning", "err"];

    /// <summary>The first second of the data: all logs lie within the hour after it.</summary>
    public static long Begin { get; } = DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 3600 * 3600 - 3600;

    /// <summary>The seven fields of a syslog line as the walkthrough collects it, about 300 bytes.</summary>
    public static KeyValuePair<string, string>[] Syslog(int number) =>
    [
        new("hostname", $"sample-app-ecs-zone-{number % 7}-dev"),
        new("app-name", number % 5 == 0 ? "kernel" : "todo-list"),
        new("proc-id", Text(700 + number % 97)),
        new("facility", "local0"),
        new("severity", s_severities[number % 4]),
        new("priority", Text(128 + number % 8)),
        new("msg", $"2026-11-24 08:52:{number % 60:00}.{number % 1000:000}  INFO {700 + number % 97} --- [nio-8080-exec-{number % 10}] c.a.i.t.controllers.TaskController : Create a new task: Task{{uuid='{Hash(number):x8}-{Hash(number + 1):x8}-{Hash(number + 2):x8}', description='Task {number}'}} {Rare(number)}"),
    ];

    /// <summary>Fifty short fields.</summary>
    public static KeyValuePair<string, string>[] Wide(int number)
    {
        var fields = new KeyValuePair<string, string>[50];
        for (int at = 0; at < fields.Length; at++)
        {
            fields[at] = new($"field{at:00}", $"v{Hash(number * 50 + at):x8}");
        }

        return fields;
    }

    /// <summary>One message that holds a JSON document of a dozen members.</summary>
    public static KeyValuePair<string, string>[] Json(int number) =>
    [
        new("content", string.Create(CultureInfo.InvariantCulture, $$"""{"time":"2026-11-24T08:52:{{number % 60:00}}Z","level":"{{s_severities[number % 4]}}","user":{"id":{{number % 9973}},"name":"user{{number % 9973}}"},"request":{"method":"GET","path":"/api/tasks/{{number}}","status":{{(number % 50 == 0 ? 500 : 200)}},"ms":{{number % 311}}},"trace":"{{Hash(number):x8}}{{Hash(number + 1):x8}}"}""")),
    ];

    /// <summary>A log group of logs of one shape.</summary>
    public static LogGroup Group(Func<int, KeyValuePair<string, string>[]> shape, int first, int count, int total)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return new LogGroup
        {
            Topic = "bench",
            Source = "192.168.0.20",
            Logs = [.. Enumerable.Range(first, count).Select(number => new LogItem { UnixTime = Time(number, total), Contents = shape(number) })],
        };
    }

    /// <summary>Syslog-shaped logs as a script writes them.</summary>
    public static Hashtable[] Tables(int count)
    {
        var tables = new Hashtable[count];
        for (int number = 0; number < count; number++)
        {
            tables[number] = new Hashtable(7);
            foreach ((string name, string value) in Syslog(number))
            {
                tables[number][name] = value;
            }
        }

        return tables;
    }

    /// <summary>The time of a log: the logs are spread over an hour in their order.</summary>
    public static uint Time(int number, int total) => (uint)(Begin + (long)number * 3600 / total);

    // one log in ten thousand carries a word of its own kind
    private static string Rare(int number) => number % 10_000 == 4242 ? "needle" : "hay";

    private static uint Hash(int number) => unchecked((uint)number * 2654435761u);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
