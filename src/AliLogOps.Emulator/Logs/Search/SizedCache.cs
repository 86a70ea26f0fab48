using System.Diagnostics.CodeAnalysis;

namespace AliLogOps.Emulator.Logs.Search;

/// <summary>What was used last, up to a number of bytes. The newest item is kept whatever its size.</summary>
/// <param name="size">Bytes an item takes.</param>
internal sealed class SizedCache<TKey, TValue>(long capacity, Func<TValue, long> size)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _byKey = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _order = new();
    private long _size;

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_lock)
        {
            if (_byKey.TryGetValue(key, out LinkedListNode<(TKey Key, TValue Value)>? node))
            {
                _order.Remove(node);
                _order.AddFirst(node);
                value = node.Value.Value;
                return true;
            }
        }
        value = default;
        return false;
    }

    public void Remove(TKey key)
    {
        lock (_lock)
        {
            RemoveHeld(key);
        }
    }

    public void Set(TKey key, TValue value)
    {
        lock (_lock)
        {
            RemoveHeld(key);
            _byKey.Add(key, _order.AddFirst((key, value)));
            _size += size(value);
            while (_size > capacity && _order.Last is { } last && last != _order.First)
            {
                _order.RemoveLast();
                _byKey.Remove(last.Value.Key);
                _size -= size(last.Value.Value);
            }
        }
    }

    private void RemoveHeld(TKey key)
    {
        if (_byKey.Remove(key, out LinkedListNode<(TKey Key, TValue Value)>? old))
        {
            _order.Remove(old);
            _size -= size(old.Value.Value);
        }
    }
}
