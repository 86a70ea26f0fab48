using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Collection;

public sealed class MachineStatusTests(EmulatorFixture emulator)
{
    [Fact]
    public async Task Machines_are_OK_while_they_report_and_stale_after_the_timeout()
    {
        using var shell = emulator.Open(out var project);
        shell.Run("$null = New-AliLogProject $p | New-AliMachineGroup -Name web -Identifier \"id-$p\", nobody").ThrowOnError();
        await emulator.ControlAsync(HttpMethod.Post, "/_emulator/agents", new { hostName = "host-" + project, ipAddress = "192.168.0.23", identifiers = new[] { "id-" + project } });
        try
        {
            var rows = await UntilAsync(shell, "Get-AliMachineGroupStatus $p web | Where-Object State -eq OK", count: 1);
            Assert.Equal("192.168.0.23", rows[0]);
            Assert.Equal(["nobody"], shell.Run("Get-AliMachineGroup $p | Get-AliMachineGroupStatus | Where-Object State -ne OK | ForEach-Object UserDefinedId").ThrowOnError().Output.Select(id => id.ToString()));
            var table = Views.Trim(shell.Show("Get-AliMachineGroupStatus $p web"));
            Assert.Matches(@"(?m)^OK         192\.168\.0\.23    id-t-\w+ +\d+ s", table);
            Assert.Matches(@"(?m)^NeverSeen                  nobody$", table);
            Assert.All(table.Split('\n'), line => Assert.True(line.Length <= 100, line));

            await emulator.ControlAsync(HttpMethod.Post, $"/_emulator/agents/host-{project}/stop");
            await UntilAsync(shell, "Get-AliMachineGroupStatus $p web -HeartbeatTimeout 1s | Where-Object State -eq Stale", count: 1);
        }
        finally
        {
            await emulator.ControlAsync(HttpMethod.Delete, $"/_emulator/agents/host-{project}");
        }
    }

    private static async Task<string[]> UntilAsync(Shell shell, string script, int count)
    {
        for (var round = 0; round < 600; round++)
        {
            var output = shell.Run(script + " | ForEach-Object IPAddress").ThrowOnError().Output;
            if (output.Count == count)
            {
                return [.. output.Select(item => item.ToString()!)];
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"'{script}' did not give {count} row(s) within a minute.");
    }
}
