namespace AliLogOps;

/// <summary>A shard: one part of a logstore's MD5 key space (Log Service API: ListShards).</summary>
public sealed record LogShard
{
    /// <summary>Project that holds the logstore.</summary>
    public string ProjectName { get; init; } = string.Empty;

    /// <summary>Logstore that holds the shard.</summary>
    public string LogstoreName { get; init; } = string.Empty;

    /// <summary>Number of the shard, from 0.</summary>
    public int ShardId { get; init; }

    /// <summary><c>readwrite</c>, or <c>readonly</c> after a split or merge.</summary>
    public string Status { get; init; } = string.Empty;

    /// <summary>First key of the range, 32 hexadecimal digits.</summary>
    public string InclusiveBeginKey { get; init; } = string.Empty;

    /// <summary>Key after the range, 32 hexadecimal digits.</summary>
    public string ExclusiveEndKey { get; init; } = string.Empty;

    /// <summary>When the shard was made; null if the service did not say.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary><c>project/logstore/shard</c>.</summary>
    public override string ToString() => $"{ProjectName}/{LogstoreName}/{ShardId}";
}
