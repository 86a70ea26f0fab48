namespace AliLogOps.Emulator.Faults;

/// <summary>The faults that are set, in order. The first one that hits a request decides what happens to it.</summary>
internal sealed class FaultDial
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];
    private volatile bool _any;
    private int _named;

    public IReadOnlyList<FaultRuleState> Rules
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries.Select(entry => new FaultRuleState(entry.Rule, entry.Matched, entry.Fired))];
            }
        }
    }

    /// <summary>A name no rule has.</summary>
    public string NewName()
    {
        lock (_lock)
        {
            string name;
            do
            {
                name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"fault-{++_named}");
            }
            while (_entries.Exists(entry => entry.Rule.Name == name));
            return name;
        }
    }

    /// <summary>Adds a rule behind the others, or in the place of the one with its name; it starts counting anew.</summary>
    public void Set(FaultRule rule)
    {
        lock (_lock)
        {
            int place = _entries.FindIndex(entry => entry.Rule.Name == rule.Name);
            if (place < 0)
            {
                _entries.Add(new Entry(rule));
            }
            else
            {
                _entries[place] = new Entry(rule);
            }
            _any = true;
        }
    }

    /// <summary>False if there is no rule of that name.</summary>
    public bool Remove(string name)
    {
        lock (_lock)
        {
            bool removed = _entries.RemoveAll(entry => entry.Rule.Name == name) > 0;
            _any = _entries.Count > 0;
            return removed;
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
            _any = false;
        }
    }

    /// <summary>Counts a request with all rules it fits and returns the one that hits it, or null.</summary>
    public FaultRule? Decide(string operation, string? project, string? logstore)
    {
        if (!_any)
        {
            return null;
        }
        lock (_lock)
        {
            FaultRule? hit = null;
            foreach (Entry entry in _entries)
            {
                if (!entry.Rule.Match.Fits(operation, project, logstore))
                {
                    continue;
                }
                long number = entry.Matched++;
                if (hit is null && !(entry.Fired >= entry.Rule.Count) && entry.Rule.Hits(number))
                {
                    entry.Fired++;
                    hit = entry.Rule;
                }
            }
            return hit;
        }
    }

    private sealed class Entry(FaultRule rule)
    {
        public FaultRule Rule { get; } = rule;

        public long Matched { get; set; }

        public int Fired { get; set; }
    }
}
