using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Logs.Search;

/// <summary>A search that has been read and may be asked.</summary>
/// <param name="Text">Search part as it was written.</param>
/// <param name="Query">The same as a tree.</param>
/// <param name="Topic">Topic the logs must have; empty for any.</param>
/// <param name="Current">Index in force.</param>
internal sealed record SearchRequest(long LogstoreId, string Text, QueryNode Query, string Topic, SearchRange Range, IndexDefinition Current)
{
    /// <summary>The shard the logs must be in; null for any.</summary>
    public ShardGroups? Shard { get; init; }
}

/// <summary>A shard and the log groups in it.</summary>
internal sealed record ShardGroups(int ShardId, IReadOnlySet<long> GroupIds);
