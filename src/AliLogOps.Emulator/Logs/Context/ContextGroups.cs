using AliLogOps.Emulator.Logs.Search;

namespace AliLogOps.Emulator.Logs.Context;

/// <summary>Collects the log groups of one context.</summary>
internal sealed class ContextGroups(string context) : ISegmentVisitor
{
    private readonly List<(ulong Number, long Id)> _groups = [];

    public bool Reverse => false;

    public bool IsDone(uint time)
    {
        return false;
    }

    public void Visit(Segment segment, long firstOrdinal)
    {
        foreach ((long id, GroupOrigin origin) in segment.GroupsWith(origin => PackId.Of(origin)?.Context == context))
        {
            _groups.Add((PackId.Of(origin)!.Number, id));
        }
    }

    /// <summary>Keys of the groups in the order in which they were packed; a number that comes again counts by arrival.</summary>
    public List<long> InOrder()
    {
        _groups.Sort();
        return _groups.ConvertAll(group => group.Id);
    }
}
