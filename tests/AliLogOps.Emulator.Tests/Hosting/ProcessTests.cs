using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Hosting;

public class ProcessTests
{
    [Fact]
    public async Task The_ready_line_has_all_that_a_client_needs()
    {
        using EmulatorProcess emulator = await EmulatorProcess.StartAsync("--region", "ap-southeast-1");
        Assert.Equal(
            ["endpoint", "region", "accessKeyId", "accessKeySecret", "controlToken", "processId", "version"],
            emulator.Ready.AsObject().Select(member => member.Key));
        Assert.Matches(@"^http://127\.0\.0\.1:\d+$", (string)emulator.Ready["endpoint"]!);
        Assert.Equal(("ap-southeast-1", emulator.Process.Id), ((string)emulator.Ready["region"]!, (int)emulator.Ready["processId"]!));
        (await emulator.CallAsync("GET", null, "/")).Ok();
    }

    [Fact]
    public async Task A_check_tells_a_running_emulator_from_none()
    {
        string endpoint;
        using (EmulatorProcess emulator = await EmulatorProcess.StartAsync())
        {
            endpoint = (string)emulator.Ready["endpoint"]!;
            Assert.Equal((0, "", ""), await EmulatorProcess.RunAsync("--check", endpoint));
        }
        (int exitCode, string output, string error) = await EmulatorProcess.RunAsync("--check", endpoint);
        Assert.Equal((4, ""), (exitCode, output));
        Assert.Contains(endpoint, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_run_has_its_own_keys()
    {
        using EmulatorProcess one = await EmulatorProcess.StartAsync();
        using EmulatorProcess other = await EmulatorProcess.StartAsync();
        foreach (string secret in (string[])["accessKeyId", "accessKeySecret", "controlToken"])
        {
            Assert.NotEqual((string?)one.Ready[secret], (string?)other.Ready[secret]);
        }
    }

    [Fact]
    public async Task A_termination_signal_ends_it_with_success()
    {
        using EmulatorProcess emulator = await EmulatorProcess.StartAsync();
        using (Process kill = Process.Start("kill", ["-TERM", emulator.Process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        Assert.Equal(0, await emulator.WaitForExitAsync());
    }

    [Fact]
    public async Task The_control_api_ends_it_with_success()
    {
        using EmulatorProcess emulator = await EmulatorProcess.StartAsync();
        TestRequest request = new("POST", "/_emulator/stop") { Host = "127.0.0.1" };
        request["Authorization"] = $"Bearer {(string)emulator.Ready["controlToken"]!}";
        (await RawHttp.SendAsync(emulator.EndPoint, request)).Ok();
        Assert.Equal(0, await emulator.WaitForExitAsync());
    }

    [Fact]
    public async Task It_ends_with_its_owner()
    {
        using Process owner = Process.Start(new ProcessStartInfo("sleep", ["600"]))!;
        using EmulatorProcess emulator = await EmulatorProcess.StartAsync("--owner-pid", owner.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        (await emulator.CallAsync("GET", null, "/")).Ok();
        Assert.False(emulator.Process.HasExited);
        owner.Kill();
        Assert.Equal(0, await emulator.WaitForExitAsync());
    }

    [Fact]
    public async Task A_taken_port_is_told_with_exit_code_3()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        (int exitCode, string output, string error) = await EmulatorProcess.RunAsync("--listen", taken.LocalEndpoint.ToString()!);
        Assert.Equal((3, ""), (exitCode, output));
        AssertOneLine(error, taken.LocalEndpoint.ToString()!, "--listen");
    }

    [Fact]
    public async Task A_bad_option_is_told_with_exit_code_2()
    {
        (int exitCode, string output, string error) = await EmulatorProcess.RunAsync("--colour", "red");
        Assert.Equal((2, ""), (exitCode, output));
        AssertOneLine(error, "--colour", "--help");
    }

    [Fact]
    public async Task Help_and_version_are_printed()
    {
        (int exitCode, string output, string error) = await EmulatorProcess.RunAsync("--help");
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("Usage:", output, StringComparison.Ordinal);
        (exitCode, output, error) = await EmulatorProcess.RunAsync("--version");
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Matches(@"^\d+\.\d+\.\d+\s*$", output);
    }

    [Fact]
    public async Task The_log_has_one_line_for_a_request_and_no_secret()
    {
        using EmulatorProcess emulator = await EmulatorProcess.StartAsync("--log");
        TestResponse answer = (await emulator.CallAsync("GET", "some-project", "/logstores")).Fails(404, "ProjectNotExist");
        string line = (await emulator.Process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken))!;
        Assert.Contains("method=GET project=some-project path=/logstores status=404", line, StringComparison.Ordinal);
        Assert.Contains(answer.RequestId, line, StringComparison.Ordinal);
        Assert.DoesNotContain((string)emulator.Ready["accessKeySecret"]!, line, StringComparison.Ordinal);
    }

    private static void AssertOneLine(string error, params string[] parts)
    {
        Assert.Single(error.TrimEnd().Split('\n'));
        foreach (string part in parts)
        {
            Assert.Contains(part, error, StringComparison.Ordinal);
        }
    }
}
