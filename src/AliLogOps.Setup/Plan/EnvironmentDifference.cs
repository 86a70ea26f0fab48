using AliLogOps.Setup;

namespace AliLogOps;

/// <summary>One setting in which environments are not alike.</summary>
public sealed record EnvironmentDifference
{
    /// <summary>The setting, as a path in the definition with <c>{env}</c> in names: <c>Logstores/app-{env}/TtlDays</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The value in each environment, as text; null where the setting does not exist.</summary>
    public required IReadOnlyDictionary<string, string?> Values { get; init; }

    /// <summary>Whether a definition allows the difference.</summary>
    public bool IsAllowed { get; init; }

    /// <summary>The path and the values.</summary>
    public override string ToString() => $"{Path}: {string.Join(", ", Values.Select(value => $"{value.Key} {value.Value ?? "(none)"}"))}";
}
