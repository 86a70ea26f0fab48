using AliLogOps.Emulator.Logs.Storage;
using AliLogOps.Emulator.Logs.Wire;

namespace AliLogOps.Emulator.Logs.Search;

/// <summary>The log groups read last.</summary>
internal sealed class GroupCache(StoredGroups stored)
{
    private const long Capacity = 32L * 1024 * 1024;

    private readonly SizedCache<long, LogGroupLayout> _groups = new(Capacity, group => group.Bytes.Length + (group.LogCount * 8L) + 200);

    /// <exception cref="KeyNotFoundException">The group has been deleted with its logstore.</exception>
    public LogGroupLayout Get(long id)
    {
        if (!_groups.TryGet(id, out LogGroupLayout? group))
        {
            group = LogGroupLayout.Read(stored.Read(id));
            _groups.Set(id, group);
        }
        return group;
    }

    /// <summary>Reads a group again next time, since it has changed.</summary>
    public void Forget(long id)
    {
        _groups.Remove(id);
    }
}
