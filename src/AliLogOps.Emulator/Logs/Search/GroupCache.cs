using AliLogOps.Emulator.Logs.Storage;
using AliLogOps.Emulator.Logs.Wire;

namespace AliLogOps.Emulator.Logs.Search;

/// <summary>The log groups read last, up to a number of bytes.</summary>
internal sealed class GroupCache(StoredGroups stored)
{
    private const long Capacity = 32L * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, LinkedListNode<(long Id, LogGroupLayout Group)>> _byId = [];
    private readonly LinkedList<(long Id, LogGroupLayout Group)> _order = new();
    private long _size;

    /// <exception cref="KeyNotFoundException">The group has been deleted with its logstore.</exception>
    public LogGroupLayout Get(long id)
    {
        lock (_lock)
        {
            if (_byId.TryGetValue(id, out LinkedListNode<(long Id, LogGroupLayout Group)>? node))
            {
                _order.Remove(node);
                _order.AddFirst(node);
                return node.Value.Group;
            }
        }
        LogGroupLayout group = LogGroupLayout.Read(stored.Read(id));
        lock (_lock)
        {
            if (_byId.TryAdd(id, new((id, group))))
            {
                _order.AddFirst(_byId[id]);
                _size += Size(group);
            }
            while (_size > Capacity && _order.Last is { } last && last != _order.First)
            {
                _order.RemoveLast();
                _byId.Remove(last.Value.Id);
                _size -= Size(last.Value.Group);
            }
        }
        return group;
    }

    private static long Size(LogGroupLayout group)
    {
        return group.Bytes.Length + (group.LogCount * 8L) + 200;
    }
}
