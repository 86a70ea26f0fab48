using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Logs.Search;

/// <summary>Where a log that was found is.</summary>
/// <param name="Index">Its place in the group.</param>
/// <param name="Time">Epoch seconds.</param>
/// <param name="Definition">Index it was written under.</param>
internal readonly record struct FoundLog(long GroupId, int Index, uint Time, IndexDefinition Definition);

/// <summary>Collects the places of all logs of a search, in the order of their groups.</summary>
internal sealed class FoundLogs(SegmentMatcher matcher) : ISegmentVisitor
{
    private readonly List<FoundLog> _logs = [];

    public bool Reverse => false;

    public IReadOnlyList<FoundLog> Logs => _logs;

    /// <summary>Logs looked at.</summary>
    public long Documents { get; private set; }

    public bool IsDone(uint time)
    {
        return false;
    }

    public void Visit(Segment segment, long firstOrdinal)
    {
        DocSet found = matcher.Match(segment);
        ReadOnlySpan<uint> times = segment.Times;
        for (int document = found.NextFrom(0); document >= 0; document = found.NextFrom(document + 1))
        {
            (long groupId, int index) = segment.Locate(document);
            _logs.Add(new FoundLog(groupId, index, times[document], segment.Definition));
        }
        Documents += segment.Documents;
    }
}
