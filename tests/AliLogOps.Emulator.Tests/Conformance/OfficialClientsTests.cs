using System.ComponentModel;
using System.Diagnostics;

namespace AliLogOps.Emulator.Tests.Conformance;

/// <summary>The official clients of the Log Service, ECS and STS, for Node and Python, drive the emulator (tests/conformance) in all their signature versions.</summary>
public sealed class OfficialClientsTests
{
    private static readonly string s_folder = Path.Combine(Root(), "tests", "conformance");

    [Fact]
    public async Task The_official_clients_find_nothing_to_object_to()
    {
        await InstallAsync();
        (int exitCode, string output) = await RunAsync("node", "run.mjs", "--emulator", Path.Combine(AppContext.BaseDirectory, "AliLogOps.Emulator.dll"));
        TestContext.Current.TestOutputHelper?.WriteLine(output);
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task The_official_Python_client_finds_nothing_to_object_to_where_it_is_installed()
    {
        // without the client it says so and ends well; -B: nothing is written beside the sources
        (int exitCode, string output) = await RunAsync("python3", "-B", Path.Combine("python", "run.py"), "--emulator", Path.Combine(AppContext.BaseDirectory, "AliLogOps.Emulator.dll"));
        TestContext.Current.TestOutputHelper?.WriteLine(output);
        Assert.True(exitCode == 0, output);
    }

    /// <summary>Installs what the lock file names, unless that has been done.</summary>
    private static async Task InstallAsync()
    {
        string installed = Path.Combine(s_folder, "node_modules", ".package-lock.json");
        if (File.Exists(installed) && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(Path.Combine(s_folder, "package-lock.json")))
        {
            return;
        }
        // no script of a package is needed, so none is run
        (int exitCode, string output) = await RunAsync("npm", "ci", "--ignore-scripts");
        Assert.SkipWhen(exitCode != 0, $"The official clients could not be installed: {output}");
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = s_folder, RedirectStandardOutput = true, RedirectStandardError = true };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not installed; the official clients need node 18 or later with npm, and Python 3.");
            return default;
        }
        using (process)
        {
            CancellationToken cancellation = TestContext.Current.CancellationToken;
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
            Task<string> error = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode, await output + await error);
        }
    }

    // not the path of this source file: a build for CI leaves none in the assembly
    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AliLogOps.slnx")))
        {
            folder = folder.Parent;
        }
        return folder?.FullName ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds AliLogOps.slnx.");
    }
}
