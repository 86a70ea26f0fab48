namespace AliLogOps.Setup;

/// <summary>Collects differences; only members that were asked for are looked at.</summary>
internal sealed class DifferenceList
{
    private readonly List<PropertyDifference> _items = [];

    public IReadOnlyList<PropertyDifference> Items => _items;

    public void Compare<T>(string path, T? desired, T? actual, string? obstacle = null)
        where T : struct
    {
        if (desired is { } wanted && !Nullable.Equals(actual, wanted))
        {
            Add(path, actual, wanted, obstacle);
        }
    }

    /// <summary>Text: the service does not tell "not set" from "empty", so neither does this.</summary>
    public void Compare(string path, string? desired, string? actual, StringComparison comparison = StringComparison.Ordinal, string? obstacle = null)
    {
        if (desired is not null && !string.Equals(desired, actual ?? "", comparison))
        {
            Add(path, actual, desired, obstacle);
        }
    }

    /// <summary>A set: order and repetition do not matter.</summary>
    public void CompareSet(string path, IReadOnlyList<string>? desired, IReadOnlyList<string>? actual)
    {
        if (desired is not null && !desired.ToHashSet(StringComparer.Ordinal).SetEquals(actual ?? []))
        {
            Add(path, actual, desired);
        }
    }

    public void Add(string path, object? actual, object? desired, string? obstacle = null) =>
        _items.Add(new PropertyDifference(path, actual, desired, obstacle));
}
