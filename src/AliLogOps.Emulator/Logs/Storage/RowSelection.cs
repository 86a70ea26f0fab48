using AliLogOps.Emulator.Logs.Search;
using AliLogOps.Emulator.Logs.Wire;

namespace AliLogOps.Emulator.Logs.Storage;

/// <summary>Which logs of a logstore are to be changed or deleted.</summary>
internal abstract record RowSelection(long LogstoreId)
{
    /// <summary>The logs, in the order of their groups; deleted and expired ones are not among them.</summary>
    public abstract IReadOnlyList<RowId> Find(LogServices logs);
}

/// <summary>What a search finds.</summary>
internal sealed record SearchedRows(SearchRequest Request) : RowSelection(Request.LogstoreId)
{
    public override IReadOnlyList<RowId> Find(LogServices logs)
    {
        return [.. logs.Search.FindAll(Request).Logs.Select(log => new RowId(log.GroupId, log.Index))];
    }
}

/// <summary>The log of a row id, if the logstore has it and its time is in the range.</summary>
internal sealed record SingleRow(long LogstoreId, RowId Row, SearchRange Range) : RowSelection(LogstoreId)
{
    public override IReadOnlyList<RowId> Find(LogServices logs)
    {
        if (logs.Groups.LogstoreOf(Row.GroupId) != LogstoreId)
        {
            return [];
        }
        LogGroupLayout group = logs.Engines.Groups.Get(Row.GroupId);
        bool isThere = Row.Index < group.LogCount && Range.Contains(group.TimeOf(Row.Index)) && !logs.Engines.Deletions.Of(LogstoreId).Contains(Row);
        return isThere ? [Row] : [];
    }
}
