using System.Diagnostics;
using AliLogOps.Setup.Hosts;

namespace AliLogOps.Setup.Tests.Hosts;

public sealed class HostToolTests
{
    [Fact]
    public void Both_streams_and_the_exit_code_are_told()
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "There is no shell here.");
        (int exitCode, string output) = HostTool.Run("/bin/sh", ["-c", "echo out; echo err >&2; exit 3"], TestContext.Current.CancellationToken);
        Assert.Equal(3, exitCode);
        Assert.Equal(["err", "out"], output.Split('\n').Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Cancelling_kills_the_program_with_what_it_started()
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "There is no shell here.");
        using TemporaryFolder folder = new();
        string pidFile = Path.Combine(folder.Path, "pid");
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task run = Task.Run(() => HostTool.Run("/bin/sh", ["-c", $"sleep 600 & echo $! > '{pidFile}.new' && mv '{pidFile}.new' '{pidFile}'; wait"], stop.Token), TestContext.Current.CancellationToken);
        while (!File.Exists(pidFile))
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        int child = int.Parse(await File.ReadAllTextAsync(pidFile, TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        while (IsRunning(child))
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    // what has ended but was not waited for by its parent does not run any more
    private static bool IsRunning(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            return !process.HasExited && !(File.Exists($"/proc/{id}/stat") && File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException)
        {
            return false;
        }
    }
}
