using System.Diagnostics;
using System.Management.Automation;

namespace AliLogOps.Commands;

/// <summary>
/// Progress of work that takes long: nothing in the first second, and nothing where pwsh writes to a file or a job's log. Other hosts
/// than pwsh's own know themselves where their output goes.
/// </summary>
internal sealed class ProgressDisplay(PSCmdlet command, string activity)
{
    private const string HostOfPwsh = "ConsoleHost";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);
    private static readonly bool s_isRedirected = Console.IsOutputRedirected || Console.IsErrorRedirected;

    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly int _id = Random.Shared.Next(1, int.MaxValue);
    private readonly bool _isHidden = s_isRedirected && command.Host.Name == HostOfPwsh;
    private long _shown;

    /// <summary>Shows a line, at most a few times a second. <paramref name="percent"/> is -1 when it is not known.</summary>
    public void Show(string status, int percent = -1)
    {
        if (_isHidden || Stopwatch.GetElapsedTime(_begun) < s_patience || (_shown != 0 && Stopwatch.GetElapsedTime(_shown).TotalMilliseconds < 200))
        {
            return;
        }

        _shown = Stopwatch.GetTimestamp();
        command.WriteProgress(new ProgressRecord(_id, activity, status) { PercentComplete = percent });
    }

    /// <summary>Takes the line away.</summary>
    public void Complete()
    {
        if (_shown != 0)
        {
            command.WriteProgress(new ProgressRecord(_id, activity, " ") { RecordType = ProgressRecordType.Completed });
        }
    }
}
