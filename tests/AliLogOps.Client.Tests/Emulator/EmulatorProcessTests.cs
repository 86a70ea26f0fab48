namespace AliLogOps.Client.Tests;

/// <summary>Starts shell scripts in the emulator's place; where there is no shell, the emulator's own tests have to do.</summary>
public class EmulatorProcessTests
{
    [Fact]
    public async Task A_ready_emulator_is_given_its_arguments_and_ended()
    {
        using Folder folder = new($"echo '{EmulatorClientTests.ReadyLine}'; echo \"$@\" > \"$(dirname \"$0\")/arguments\"; exec sleep 60");

        await using (EmulatorProcess emulator = await EmulatorProcess.StartAsync(folder.Options with { DataPath = "/data dir" }, TestContext.Current.CancellationToken))
        {
            Assert.Equal("LTAIemulator", emulator.Info.Credential.AccessKeyId);
            Assert.False(emulator.HasExited);
            string arguments = await folder.ReadAsync("arguments");
            Assert.Equal($"--listen 127.0.0.1:0 --region cn-hangzhou --output json --owner-pid {Environment.ProcessId} --data-path /data dir", arguments);
            folder.StopSleeping(emulator);
        }
    }

    [Fact]
    public async Task An_emulator_that_ends_at_once_is_reported_with_its_words()
    {
        using Folder folder = new("echo 'cannot listen on 127.0.0.1:80: access denied' >&2; exit 3");

        LogServiceException failure = await TestClients.FailsAsync(() => EmulatorProcess.StartAsync(folder.Options));

        Assert.Equal((ErrorKind.LocalSetup, ErrorCodes.EmulatorStartFailed), (failure.Kind, failure.ErrorCode));
        Assert.Contains("code 3", failure.Message, StringComparison.Ordinal);
        Assert.Contains("cannot listen on 127.0.0.1:80: access denied", failure.Message, StringComparison.Ordinal);
        Assert.Contains("port 0", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_runtime_is_recognised()
    {
        using Folder folder = new("echo 'You must install .NET to run this application.' >&2; exit 131");
        folder.Write("AliLogOps.Emulator.runtimeconfig.json", """{"runtimeOptions":{"framework":{"name":"Microsoft.AspNetCore.App","version":"99.0.0"}}}""");

        LogServiceException failure = await TestClients.FailsAsync(() => EmulatorProcess.StartAsync(folder.Options));

        Assert.Equal((ErrorKind.LocalSetup, ErrorCodes.EmulatorStartFailed), (failure.Kind, failure.ErrorCode));
        Assert.Contains("ASP.NET Core 10, is missing. It said: You must install .NET to run this application.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Install the ASP.NET Core runtime 10", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_runtime_dotnet_lacks_is_recognised_in_its_own_words()
    {
        using Folder folder = new(script: null);
        folder.Write("AliLogOps.Emulator.runtimeconfig.json", """{"runtimeOptions":{"framework":{"name":"Microsoft.AspNetCore.App","version":"99.0.0"}}}""");

        LogServiceException failure = await TestClients.FailsAsync(() => EmulatorProcess.StartAsync(folder.Options));

        Assert.Contains("is missing", failure.Message, StringComparison.Ordinal);
        Assert.Contains("99.0.0", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_host_of_its_own_the_emulator_is_given_to_dotnet()
    {
        using Folder folder = new(script: null);

        LogServiceException failure = await TestClients.FailsAsync(() => EmulatorProcess.StartAsync(folder.Options));

        // the stand-in is no assembly, which dotnet says in its own words
        Assert.Equal(ErrorCodes.EmulatorStartFailed, failure.ErrorCode);
        Assert.Contains("It said: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_without_execute_permission_is_passed_over()
    {
        using Folder folder = new("echo reached >&2; exit 9", executable: false);

        LogServiceException failure = await TestClients.FailsAsync(() => EmulatorProcess.StartAsync(folder.Options));

        Assert.DoesNotContain("reached", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_emulator_that_says_nothing_is_ended_after_the_time_it_has()
    {
        using Folder folder = new("echo 'still thinking' >&2; echo $$ > \"$(dirname \"$0\")/pid\"; exec sleep 60");

        LogServiceException failure = await TestClients.FailsAsync(() => EmulatorProcess.StartAsync(folder.Options with { ReadyTimeout = TimeSpan.FromSeconds(1) }));

        Assert.Contains("not ready within 1 s. It said: still thinking", failure.Message, StringComparison.Ordinal);
        Assert.True(await folder.HasEndedAsync());
    }

    [Fact]
    public async Task A_cancelled_start_ends_the_process()
    {
        using Folder folder = new("echo $$ > \"$(dirname \"$0\")/pid\"; exec sleep 60");
        using CancellationTokenSource cancel = new(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => EmulatorProcess.StartAsync(folder.Options, cancel.Token));

        Assert.True(await folder.HasEndedAsync());
    }

    [Fact]
    public async Task Another_first_line_is_refused_without_being_shown()
    {
        using Folder folder = new("echo 'hello marker'; exec sleep 60");

        LogServiceException failure = await TestClients.FailsAsync(() => EmulatorProcess.StartAsync(folder.Options));

        Assert.Equal(ErrorKind.LocalSetup, failure.Kind);
        Assert.DoesNotContain("marker", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_emulator_is_named()
    {
        string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        LogServiceException failure = await TestClients.FailsAsync(() => EmulatorProcess.StartAsync(new EmulatorStartOptions { EmulatorFolder = folder }));

        Assert.Contains(folder, failure.Message, StringComparison.Ordinal);
        Assert.Contains("Install the module again", failure.Remedy, StringComparison.Ordinal);
    }

    private sealed class Folder : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("emulator").FullName;

        public Folder(string? script, bool executable = true)
        {
            Assert.SkipWhen(OperatingSystem.IsWindows(), "the stand-in emulator is a shell script");
            File.WriteAllText(Path.Combine(_path, "AliLogOps.Emulator.dll"), string.Empty);
            string program = Path.Combine(_path, "AliLogOps.Emulator");
            if (script is null)
            {
                return;
            }

            File.WriteAllText(program, "#!/bin/sh\n" + script + "\n");
            if (executable && !OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        public EmulatorStartOptions Options => new() { EmulatorFolder = _path, ReadyTimeout = TimeSpan.FromSeconds(30) };

        public void Write(string file, string text) => File.WriteAllText(Path.Combine(_path, file), text);

        public async Task<string> ReadAsync(string file)
        {
            string path = Path.Combine(_path, file);
            for (int i = 0; i < 500; i++)
            {
                if (File.Exists(path) && await File.ReadAllTextAsync(path) is { Length: > 0 } text)
                {
                    return text.Trim();
                }

                await Task.Delay(20);
            }

            throw new TimeoutException($"{file} was not written");
        }

        public async Task<bool> HasEndedAsync()
        {
            int id = int.Parse(await ReadAsync("pid"), System.Globalization.CultureInfo.InvariantCulture);
            for (int i = 0; i < 250; i++)
            {
                try
                {
                    using System.Diagnostics.Process process = System.Diagnostics.Process.GetProcessById(id);
                    if (process.HasExited)
                    {
                        return true;
                    }
                }
                catch (ArgumentException)
                {
                    return true;
                }

                await Task.Delay(20);
            }

            return false;
        }

        // the stand-in has no control interface to be asked through
        public void StopSleeping(EmulatorProcess emulator) => emulator.Kill();

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }
}
