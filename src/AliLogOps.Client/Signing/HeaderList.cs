namespace AliLogOps.Client;

/// <summary>Headers of a request that is being signed: names in lower case, values trimmed, one value per name.</summary>
internal sealed class HeaderList
{
    private readonly List<KeyValuePair<string, string>> _items = new(16);

    /// <summary>Number of headers.</summary>
    public int Count => _items.Count;

    /// <summary>The headers in the order they were set.</summary>
    public List<KeyValuePair<string, string>>.Enumerator GetEnumerator() => _items.GetEnumerator();

    /// <summary>The value of a header, or null. The name is given in lower case.</summary>
    public string? Find(string lowerCaseName)
    {
        int index = IndexOf(lowerCaseName);
        return index < 0 ? null : _items[index].Value;
    }

    /// <summary>Sets a header, in place of an earlier value.</summary>
    public void Set(string name, string value)
    {
        string key = name.Trim().ToLowerInvariant();
        KeyValuePair<string, string> item = new(key, value.Trim());
        int index = IndexOf(key);
        if (index < 0)
        {
            _items.Add(item);
        }
        else
        {
            _items[index] = item;
        }
    }

    /// <summary>The headers a rule selects, sorted by name in byte order.</summary>
    public KeyValuePair<string, string>[] Select(Func<string, bool> isSigned)
    {
        KeyValuePair<string, string>[] selected = new KeyValuePair<string, string>[_items.Count];
        int count = 0;
        foreach (KeyValuePair<string, string> item in _items)
        {
            if (isSigned(item.Key))
            {
                selected[count++] = item;
            }
        }

        Array.Resize(ref selected, count);
        Array.Sort(selected, static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        return selected;
    }

    private int IndexOf(string lowerCaseName)
    {
        for (int i = 0; i < _items.Count; i++)
        {
            if (string.Equals(_items[i].Key, lowerCaseName, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
