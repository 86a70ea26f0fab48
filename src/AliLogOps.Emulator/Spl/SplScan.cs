using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Logs;
using AliLogOps.Emulator.Logs.Context;
using AliLogOps.Emulator.Logs.Search;
using AliLogOps.Emulator.Logs.Wire;

namespace AliLogOps.Emulator.Spl;

/// <summary>A page of what a script leaves of the logs of a search.</summary>
/// <param name="Scanned">Logs that were led through the script.</param>
/// <param name="ScannedBytes">Bytes of these.</param>
internal sealed record ScanPage(IReadOnlyList<SplRow> Rows, long Scanned, long ScannedBytes);

/// <summary>
/// Leads logs through a script in the order of a search, until the page is full. Logs are read in small parts, so that whoever changes
/// logs waits for none but the part being read; after a change the scan begins anew.
/// </summary>
/// <param name="find">Finds the logs, in any order; called while nobody changes them.</param>
internal sealed class SplScan(LogServices logs, LogstoreRecord logstore, Func<SplScript, List<ScannedLog>> find)
{
    private const int PartSize = 500;

    private readonly SplRecordReader _reader = new();

    /// <param name="compile">Makes the script, once for each beginning.</param>
    /// <param name="offset">Rows to pass over.</param>
    /// <param name="line">Rows wanted at most.</param>
    public ScanPage Run(Func<SplScript> compile, long offset, int line, bool reverse)
    {
        while (true)
        {
            using SplScript script = compile();
            if (TryRun(script, offset, line, reverse) is { } page)
            {
                return page;
            }
        }
    }

    private ScanPage? TryRun(SplScript script, long offset, int line, bool reverse)
    {
        script.CheckLimits();
        (LogstoreEngine engine, List<ScannedLog> found) = LogServices.Reading(logstore, () => (logs.Engines.Get(logstore.Id), find(script)));
        found.Sort();
        if (reverse)
        {
            found.Reverse();
        }
        List<SplRow> rows = [];
        long scanned = 0;
        long bytes = 0;
        for (int start = 0; start < found.Count && rows.Count < line && !script.IsDone; start += PartSize)
        {
            if (Read(engine, found[start..Math.Min(found.Count, start + PartSize)]) is not { } part)
            {
                return null;
            }
            foreach ((SplRecord record, int size) in part)
            {
                if (rows.Count == line || script.IsDone)
                {
                    break;
                }
                scanned++;
                bytes += size;
                if (script.Apply(record) == SplOutcome.Kept && --offset < 0)
                {
                    SplRow row = new(record);
                    script.Hold(row.Size);
                    rows.Add(row);
                }
            }
        }
        return new ScanPage(rows, scanned, bytes);
    }

    /// <summary>The logs of a part; null if logs have been changed since they were found.</summary>
    private List<(SplRecord Record, int Size)>? Read(LogstoreEngine engine, List<ScannedLog> part)
    {
        return LogServices.Reading(logstore, () => logs.Engines.Get(logstore.Id) != engine ? null : part.ConvertAll(log =>
        {
            LogGroupLayout group = logs.Engines.Groups.Get(log.GroupId);
            // without with_pack_meta a search shows no pack id either
            return (_reader.Read(group, log.Index, tag => tag == PackId.TagName), group.Log(log.Index).Length);
        }));
    }
}
