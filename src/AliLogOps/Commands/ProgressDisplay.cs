using System.Diagnostics;
using System.Management.Automation;

namespace AliLogOps.Commands;

/// <summary>Progress of work that takes long: nothing in the first second, and nothing where output goes to a file or a job's log.</summary>
internal sealed class ProgressDisplay(Cmdlet command, string activity)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);
    private static readonly bool s_isTerminal = !Console.IsOutputRedirected && !Console.IsErrorRedirected;

    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly int _id = Random.Shared.Next(1, int.MaxValue);
    private long _shown;

    /// <summary>Shows a line, at most a few times a second. <paramref name="percent"/> is -1 when it is not known.</summary>
    public void Show(string status, int percent = -1)
    {
        if (!s_isTerminal || Stopwatch.GetElapsedTime(_begun) < s_patience || (_shown != 0 && Stopwatch.GetElapsedTime(_shown).TotalMilliseconds < 200))
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
