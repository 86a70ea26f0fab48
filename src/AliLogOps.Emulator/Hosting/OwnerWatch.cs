using System.Diagnostics;
using System.Globalization;

namespace AliLogOps.Emulator.Hosting;

/// <summary>Waits for the end of the process that started the emulator.</summary>
internal static class OwnerWatch
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);

    /// <summary>Completes when the process has ended; at once if there is none with this id.</summary>
    public static async Task WaitForEndAsync(int processId, CancellationToken cancellationToken)
    {
        string? identity = Identify(processId);
        while (identity is not null && identity == Identify(processId))
        {
            try
            {
                await Task.Delay(s_interval, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>A text that no other process with the same id has; null if the process has ended.</summary>
    private static string? Identify(int processId)
    {
        return OperatingSystem.IsLinux() ? IdentifyByProc(processId) : IdentifyByRuntime(processId);
    }

    /// <summary>Start time from /proc. A process that has ended but was not waited for (state Z) counts as ended.</summary>
    private static string? IdentifyByProc(int processId)
    {
        try
        {
            string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
            // the name in parentheses may hold blanks; state is the first field behind it, start time the twentieth
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : fields[19];
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string? IdentifyByRuntime(int processId)
    {
        try
        {
            using Process process = Process.GetProcessById(processId);
            return process.HasExited ? null : process.StartTime.Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
