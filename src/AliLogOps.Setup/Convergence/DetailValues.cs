using System.Globalization;

namespace AliLogOps.Setup;

/// <summary>
/// Compares and merges the free part of a config. The service adds members and hands numbers back in its own form, so only what was
/// asked for is compared, by value.
/// </summary>
internal static class DetailValues
{
    /// <summary>Adds a difference for each desired member that the actual detail lacks or has otherwise.</summary>
    public static void Compare(DifferenceList differences, string path, IReadOnlyDictionary<string, object?> desired, IReadOnlyDictionary<string, object?> actual)
    {
        foreach (var (name, wanted) in desired)
        {
            actual.TryGetValue(name, out var has);
            var member = path + name;
            if (wanted is IReadOnlyDictionary<string, object?> wantedInner && has is IReadOnlyDictionary<string, object?> hasInner)
            {
                Compare(differences, member + ".", wantedInner, hasInner);
            }
            else if (!AreEqual(wanted, has))
            {
                differences.Add(member, has, wanted);
            }
        }
    }

    /// <summary>The actual detail with the desired members laid over it.</summary>
    public static IReadOnlyDictionary<string, object?> Merge(IReadOnlyDictionary<string, object?> actual, IReadOnlyDictionary<string, object?> desired)
    {
        var merged = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in actual)
        {
            merged[name] = value;
        }

        foreach (var (name, value) in desired)
        {
            merged[name] = Merge(merged.GetValueOrDefault(name), value);
        }

        return merged;
    }

    private static object? Merge(object? has, object? wanted) => (has, wanted) switch
    {
        (IReadOnlyDictionary<string, object?> a, IReadOnlyDictionary<string, object?> b) => Merge(a, b),
        // inputs and processors: the same steps keep what the service filled in, other ones replace them
        (IReadOnlyList<object?> a, IReadOnlyList<object?> b) when a.Count == b.Count && a.Zip(b).All(pair => IsSameStep(pair.First, pair.Second)) =>
            a.Zip(b).Select(pair => Merge(pair.First, pair.Second)).ToList(),
        _ => wanted,
    };

    private static bool IsSameStep(object? left, object? right) =>
        left is IReadOnlyDictionary<string, object?> a && right is IReadOnlyDictionary<string, object?> b && (TypeOf(a) is null || AreEqual(TypeOf(a), TypeOf(b)));

    private static object? TypeOf(IReadOnlyDictionary<string, object?> step) => step.GetValueOrDefault("Type") ?? step.GetValueOrDefault("type");

    // of tables only the members asked for count: the service fills in others, in the steps of lists too
    private static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (string a, string b) => string.Equals(a, b, StringComparison.Ordinal),
        (bool a, bool b) => a == b,
        (IReadOnlyDictionary<string, object?> a, IReadOnlyDictionary<string, object?> b) =>
            a.All(item => b.TryGetValue(item.Key, out var other) && AreEqual(item.Value, other)),
        (IReadOnlyList<object?> a, IReadOnlyList<object?> b) => a.Count == b.Count && a.Zip(b).All(pair => AreEqual(pair.First, pair.Second)),
        _ => IsNumber(left) && IsNumber(right) && AreEqualNumbers(left, right),
    };

    // decimal tells neighbouring large integers apart and takes 0.1 for 0.1 in whatever type; only it ends before double does
    private static bool AreEqualNumbers(object left, object right)
    {
        var (a, b) = (Convert.ToDouble(left, CultureInfo.InvariantCulture), Convert.ToDouble(right, CultureInfo.InvariantCulture));
        return IsInDecimal(a) && IsInDecimal(b)
            ? Convert.ToDecimal(left, CultureInfo.InvariantCulture) == Convert.ToDecimal(right, CultureInfo.InvariantCulture)
            : a.Equals(b);
    }

    private static bool IsInDecimal(double number) => Math.Abs(number) < (double)decimal.MaxValue;

    private static bool IsNumber(object value) => value is int or long or double or decimal or uint or ulong or short or byte or float;
}
