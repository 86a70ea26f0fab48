namespace AliLogOps.Emulator.Logs.Search;

/// <summary>Looks at the segments of a logstore one after the other.</summary>
internal interface ISegmentVisitor
{
    /// <summary>The latest segments come first.</summary>
    public bool Reverse { get; }

    /// <summary>Nothing in a segment that begins (or, in reverse, ends) at the given time or later (earlier) can matter.</summary>
    public bool IsDone(uint time);

    /// <param name="firstOrdinal">Number of the segment's first log among all of the logstore; stays the same for ever.</param>
    public void Visit(Segment segment, long firstOrdinal);
}
