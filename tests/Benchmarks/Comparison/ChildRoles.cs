using System.Diagnostics;
using System.Globalization;
using System.Management.Automation.Runspaces;
using AliLogOps.Client;

namespace AliLogOps.Benchmarks.Comparison;

/// <summary>What this program does when it measures itself in a process of its own.</summary>
internal static class ChildRoles
{
    public static async Task RunAsync(string[] arguments)
    {
        switch (arguments[0])
        {
            case "session":
                OpenSession(import: false);
                break;
            case "import":
                OpenSession(import: true);
                break;
            case "inflate":
                await InflateAsync(arguments);
                break;
            default:
                throw new ArgumentException($"'{arguments[0]}' is no role of this program.", nameof(arguments));
        }
    }

    // an empty session from its start to its first statement, with or without the module
    private static void OpenSession(bool import)
    {
        long started = Stopwatch.GetTimestamp();
        InitialSessionState state = InitialSessionState.CreateDefault2();
        using Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        using var shell = System.Management.Automation.PowerShell.Create(runspace);
        if (import)
        {
            shell.AddCommand("Import-Module").AddArgument(Path.Combine(Repository.Module, "AliLogOps.psd1")).Invoke();
            shell.Commands.Clear();
        }
        shell.AddScript("$true").Invoke();
        Report(Stopwatch.GetElapsedTime(started).TotalSeconds, 0);
    }

    // fetches and inflates the same bytes as a pull, and nothing more
    private static async Task InflateAsync(string[] arguments)
    {
        using LogServiceClient client = new(new LogServiceClientOptions
        {
            Endpoint = LogServiceEndpoint.Parse(arguments[1], arguments[2]),
            Credentials = new StaticCredentialProvider(new AccessKeyCredential(arguments[3], arguments[4])),
        });
        (string project, string logstore) = (arguments[5], arguments[6]);
        long started = Stopwatch.GetTimestamp();
        string cursor = await client.GetCursorAsync(project, logstore, 0, CursorPosition.Begin);
        long bytes = 0;
        for (; ; )
        {
            using ServiceResponse response = await client.PullRawAsync(project, logstore, 0, cursor, 1000, null, CancellationToken.None);
            bytes += response.Body.Length;
            string next = PullAnswer.ReadCursor(response);
            if (next == cursor)
            {
                break;
            }
            cursor = next;
        }
        Report(Stopwatch.GetElapsedTime(started).TotalSeconds, bytes);
    }

    private static void Report(double seconds, long count)
    {
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seconds={seconds:F4} peak={process.PeakWorkingSet64 / 1e6:F1} logs={count}"));
    }
}
