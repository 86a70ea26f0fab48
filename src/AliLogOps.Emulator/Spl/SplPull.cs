using AliLogOps.Emulator.Logs.Storage;
using AliLogOps.Emulator.Logs.Wire;

namespace AliLogOps.Emulator.Spl;

/// <summary>What a script makes of the log groups of a pull.</summary>
internal sealed class SplPull
{
    private readonly SplRecordReader _reader = new();
    private readonly SplScript _script;

    private SplPull(SplScript script)
    {
        _script = script;
    }

    /// <summary>Groups that are left, with their logs that are left.</summary>
    public List<PulledGroup> Groups { get; } = [];

    /// <summary>Logs that were read.</summary>
    public long Lines { get; private set; }

    /// <summary>Logs that are left.</summary>
    public long ResultLines { get; private set; }

    /// <summary>Logs that are left out because an expression could not work with them.</summary>
    public long FailedLines { get; private set; }

    /// <summary>Leads the logs of groups through a script that has been started.</summary>
    public static SplPull Run(SplScript script, IReadOnlyList<PulledGroup> groups)
    {
        SplPull pull = new(script);
        foreach (PulledGroup group in groups)
        {
            pull.Add(group);
        }
        return pull;
    }

    private void Add(PulledGroup group)
    {
        // many groups may hold few logs each
        _script.CheckLimits();
        byte[] bytes = group.Restore();
        LogGroupLayout layout = LogGroupLayout.Read(bytes);
        HashSet<int> doomed = [];
        SplGroupWriter? writer = _script.IsFilter ? null : new(bytes);
        for (int i = 0; i < layout.LogCount; i++)
        {
            SplRecord record = _reader.Read(layout, i);
            SplOutcome outcome = _script.Apply(record);
            if (outcome == SplOutcome.Kept)
            {
                writer?.Add(record);
                continue;
            }
            doomed.Add(i);
            FailedLines += outcome == SplOutcome.Failed ? 1 : 0;
        }
        Lines += layout.LogCount;
        ResultLines += layout.LogCount - doomed.Count;
        if (doomed.Count == layout.LogCount)
        {
            return;
        }
        if (writer is not null)
        {
            foreach ((byte[] message, int count) in writer.Finish())
            {
                Keep(group, message, count);
            }
        }
        else if (doomed.Count == 0)
        {
            Groups.Add(group);
        }
        else
        {
            // what a filter leaves stays byte by byte
            Keep(group, LogGroupRest.Of(bytes, doomed), layout.LogCount - doomed.Count);
        }
    }

    private void Keep(PulledGroup origin, byte[] message, int count)
    {
        _script.Hold(message.Length);
        Groups.Add(new PulledGroup(origin.Sequence, count, GroupBytes.Compress(message), message.Length, []));
    }
}
