using AliLogOps.Emulator.Logs.Wire;

namespace AliLogOps.Emulator.Logs.Storage;

/// <summary>A validated log group on its way into the database.</summary>
internal sealed class NewGroup
{
    private readonly TaskCompletionSource _stored = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public required long LogstoreId { get; init; }

    /// <summary>For the error if the logstore goes meanwhile.</summary>
    public required string LogstoreName { get; init; }

    public required int ShardId { get; init; }

    /// <summary>Epoch seconds.</summary>
    public required long ReceiveTime { get; init; }

    public required uint MinTime { get; init; }

    public required uint MaxTime { get; init; }

    public required int LogCount { get; init; }

    /// <summary>LogGroup message as received.</summary>
    public required ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>The same as an LZ4 block.</summary>
    public required ReadOnlyMemory<byte> Compressed { get; init; }

    /// <summary>LogTags fields the service adds.</summary>
    public required ReadOnlyMemory<byte> AddedTags { get; init; }

    /// <summary>The group with the tags the service adds.</summary>
    public required LogGroupLayout Layout { get; init; }

    /// <summary>Completes when the group is durable; fails if it was not stored.</summary>
    public Task Stored => _stored.Task;

    /// <summary>Key in the database, once stored.</summary>
    public long Id { get; set; }

    /// <summary>Key of the index version it was written under; null without an index.</summary>
    public long? IndexVersionId { get; set; }

    public void Complete()
    {
        _stored.TrySetResult();
    }

    public void Fail(Exception exception)
    {
        _stored.TrySetException(exception);
    }
}
