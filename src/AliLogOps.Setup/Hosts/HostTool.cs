using System.Diagnostics;

namespace AliLogOps.Setup.Hosts;

/// <summary>Programs of the system that know better than we do whether a file is right.</summary>
internal static class HostTool
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private static readonly string[] s_systemFolders = ["/usr/sbin", "/sbin", "/usr/bin", "/bin"];

    /// <summary>The path of a program, or null where it is not installed.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Concat(s_systemFolders)
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    /// <summary>Runs a program and returns its exit code and what it wrote, both streams together; one that takes too long is killed.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled meanwhile; the program is killed.</exception>
    public static (int ExitCode, string Output) Run(string program, string[] arguments, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_patience);
        Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token);
        Task<string> error = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            // the streams end with the program, and with any that it leaves behind
            Task.WhenAll(process.WaitForExitAsync(patience.Token), output, error).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            return (-1, FormattableString.Invariant($"{Path.GetFileName(program)} did not end within {s_patience.TotalSeconds} seconds."));
        }

        return (process.ExitCode, (error.GetAwaiter().GetResult() + output.GetAwaiter().GetResult()).Trim());
    }
}
