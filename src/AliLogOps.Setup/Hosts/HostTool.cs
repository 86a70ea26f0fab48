using System.Diagnostics;

namespace AliLogOps.Setup.Hosts;

/// <summary>Programs of the system that know better than we do whether a file is right.</summary>
internal static class HostTool
{
    private static readonly string[] s_systemFolders = ["/usr/sbin", "/sbin", "/usr/bin", "/bin"];

    /// <summary>The path of a program, or null where it is not installed.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Concat(s_systemFolders)
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    /// <summary>Runs a program and returns its exit code and what it wrote, both streams together.</summary>
    public static (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromSeconds(20)))
        {
            process.Kill(entireProcessTree: true);
            return (-1, $"{Path.GetFileName(program)} did not end within 20 seconds.");
        }

        return (process.ExitCode, (error.GetAwaiter().GetResult() + output.GetAwaiter().GetResult()).Trim());
    }
}
