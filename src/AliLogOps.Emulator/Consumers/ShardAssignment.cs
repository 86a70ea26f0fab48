namespace AliLogOps.Emulator.Consumers;

/// <summary>
/// Who of one group reads which shard. Shards are shared out evenly and move as little as possible: a consumer that has too many
/// is told to let some go, and another gets them only when the first no longer reports them or is dropped.
/// </summary>
internal sealed class ShardAssignment
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, Member> _members = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, string> _owners = [];

    /// <summary>Takes a consumer's heartbeat.</summary>
    /// <param name="held">Shards it reads now.</param>
    /// <param name="shards">Shards that can be handed out.</param>
    /// <returns>Shards it is to read from now on; null if it is not known (any more) and yet reports shards.</returns>
    public List<int>? Beat(string consumer, IReadOnlyCollection<int> held, IReadOnlyCollection<int> shards, DateTimeOffset now, TimeSpan timeout)
    {
        lock (_lock)
        {
            Drop(now, timeout);
            if (!_members.TryGetValue(consumer, out Member? member))
            {
                if (held.Count > 0)
                {
                    return null;
                }
                _members.Add(consumer, member = new Member());
            }
            member.LastBeat = now;
            member.Held = [.. held];
            Share(shards);
            List<int> assigned = [.. _owners.Where(owner => owner.Value == consumer).Select(owner => owner.Key)];
            // it may begin with these at once: until its next heartbeat they count as held
            member.Held.UnionWith(assigned);
            return assigned;
        }
    }

    /// <summary>Whether a consumer is known and its heartbeats are not overdue.</summary>
    public bool Knows(string consumer, DateTimeOffset now, TimeSpan timeout)
    {
        lock (_lock)
        {
            Drop(now, timeout);
            return _members.ContainsKey(consumer);
        }
    }

    /// <summary>Whether the shard is the consumer's.</summary>
    public bool Owns(string consumer, int shard)
    {
        lock (_lock)
        {
            return _owners.TryGetValue(shard, out string? owner) && owner == consumer;
        }
    }

    private void Drop(DateTimeOffset now, TimeSpan timeout)
    {
        foreach (string late in _members.Where(member => now - member.Value.LastBeat > timeout).Select(member => member.Key).ToList())
        {
            _members.Remove(late);
            foreach (int shard in _owners.Where(owner => owner.Value == late).Select(owner => owner.Key).ToList())
            {
                _owners.Remove(shard);
            }
        }
    }

    private void Share(IReadOnlyCollection<int> shards)
    {
        foreach (int gone in _owners.Keys.Except(shards).ToList())
        {
            _owners.Remove(gone);
        }
        // those who have most keep most
        List<string> members = [.. _members.Keys.OrderByDescending(Count).ThenBy(name => name, StringComparer.Ordinal)];
        Dictionary<string, int> quota = [];
        for (int i = 0; i < members.Count; i++)
        {
            quota[members[i]] = (shards.Count / members.Count) + (i < shards.Count % members.Count ? 1 : 0);
        }
        foreach (string member in members)
        {
            foreach (int surplus in _owners.Where(owner => owner.Value == member).Select(owner => owner.Key).Skip(quota[member]).ToList())
            {
                _owners.Remove(surplus);
            }
        }
        foreach (int free in shards.Where(shard => !_owners.ContainsKey(shard)).Order())
        {
            string? holder = members.Find(member => _members[member].Held.Contains(free));
            string? taker = holder is null
                ? members.Where(member => Count(member) < quota[member]).MinBy(member => Count(member) - quota[member])
                : Count(holder) < quota[holder] ? holder : null;
            if (taker is not null)
            {
                _owners[free] = taker;
            }
        }
    }

    private int Count(string member)
    {
        return _owners.Values.Count(owner => owner == member);
    }

    private sealed class Member
    {
        public DateTimeOffset LastBeat { get; set; }

        public HashSet<int> Held { get; set; } = [];
    }
}
