namespace AliLogOps.Emulator.Consumers;

/// <summary>A consumer group as stored.</summary>
/// <param name="Timeout">Seconds without a heartbeat after which a consumer is dropped.</param>
/// <param name="InOrder">Whether a shard is handed out only when the shards it came from have been read to their end.</param>
internal sealed record ConsumerGroupRecord(long Id, string Name, int Timeout, bool InOrder);

/// <summary>Where a group stands in a shard.</summary>
/// <param name="UpdateTime">Epoch microseconds.</param>
/// <param name="Consumer">Consumer that wrote it last.</param>
internal sealed record ShardCheckpoint(int Shard, string Checkpoint, long UpdateTime, string Consumer);
