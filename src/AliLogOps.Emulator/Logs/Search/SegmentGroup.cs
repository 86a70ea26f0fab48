namespace AliLogOps.Emulator.Logs.Search;

/// <summary>A log group inside a segment.</summary>
/// <param name="Id">Key of the group in the database; grows with arrival.</param>
/// <param name="FirstDocument">Number of its first log in the segment.</param>
/// <param name="Origin">Index of its topic, source and tags.</param>
internal readonly record struct SegmentGroup(long Id, int FirstDocument, int Origin);

/// <summary>Topic, source and tags of a log group.</summary>
internal sealed record GroupOrigin(string Topic, string Source, IReadOnlyList<KeyValuePair<string, string>> Tags)
{
    private const string TagPrefix = "__tag__:";

    /// <summary>Values of <c>__topic__</c>, <c>__source__</c> or <c>__tag__:name</c>; none if the group lacks the tag.</summary>
    public IEnumerable<string> Values(string field)
    {
        return field switch
        {
            "__topic__" => [Topic],
            "__source__" => [Source],
            _ => Tags.Where(tag => tag.Key.AsSpan().SequenceEqual(field.AsSpan(TagPrefix.Length))).Select(tag => tag.Value),
        };
    }
}
