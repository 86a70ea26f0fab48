using System.Collections.Concurrent;
using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Logs.Storage;

/// <summary>Chooses the shard that a log group is written to.</summary>
internal sealed class ShardPicker
{
    private static readonly string s_lastKey = new('f', 32);

    private readonly ConcurrentDictionary<long, int> _turns = new();

    /// <summary>One writable shard after the other.</summary>
    /// <exception cref="SlsException">400 LogStoreWithoutShard.</exception>
    public ShardRecord PickNext(LogstoreRecord logstore, IReadOnlyList<ShardRecord> shards)
    {
        List<ShardRecord> writable = [.. shards.Where(shard => shard.IsReadWrite)];
        if (writable.Count == 0)
        {
            throw SlsErrors.LogStoreWithoutShard(logstore.Name).ToException();
        }
        int turn = _turns.AddOrUpdate(logstore.Id, 0, (_, last) => last == int.MaxValue ? 0 : last + 1);
        return writable[turn % writable.Count];
    }

    /// <summary>Lets go of a logstore that has been deleted.</summary>
    public void Forget(long logstoreId)
    {
        _turns.TryRemove(logstoreId, out _);
    }

    /// <summary>The writable shard whose range holds the key.</summary>
    /// <param name="key">32 hexadecimal digits.</param>
    /// <exception cref="SlsException">400 ParameterInvalid for a bad key, LogStoreWithoutShard if no writable shard has it.</exception>
    public static ShardRecord PickByKey(LogstoreRecord logstore, IReadOnlyList<ShardRecord> shards, string? key)
    {
        if (key is not { Length: 32 } || !key.All(char.IsAsciiHexDigit))
        {
            throw SlsErrors.ParameterInvalid($"invalid hash key '{key}': parameter key must be the 32 hexadecimal digits of an MD5 value").ToException();
        }
        string hash = key.ToLowerInvariant();
        return shards.FirstOrDefault(shard => shard.IsReadWrite
                && string.CompareOrdinal(hash, shard.InclusiveBeginKey) >= 0
                && (string.CompareOrdinal(hash, shard.ExclusiveEndKey) < 0 || (hash == s_lastKey && shard.ExclusiveEndKey == s_lastKey)))
            ?? throw SlsErrors.LogStoreWithoutShard(logstore.Name).ToException();
    }
}
