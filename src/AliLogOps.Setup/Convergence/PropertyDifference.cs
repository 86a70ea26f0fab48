using System.Collections;
using System.Globalization;

namespace AliLogOps.Setup;

/// <summary>One member of a resource that is not as desired.</summary>
/// <param name="Path">The member as its users know it, for example <c>tag</c> or <c>keys.latency.type</c>.</param>
/// <param name="Actual">What the service has; null when it has nothing.</param>
/// <param name="Desired">What was asked for; null when the member is to go.</param>
/// <param name="Obstacle">Null when the service can change it in place; else a sentence that says why not and what to do instead.</param>
public sealed record PropertyDifference(string Path, object? Actual, object? Desired, string? Obstacle = null)
{
    /// <summary>The difference in one line: <c>tag sys_tag → other</c>.</summary>
    public override string ToString() => $"{Path} {Render(Actual)} → {Render(Desired)}";

    private static string Render(object? value) => value switch
    {
        null => "(none)",
        "" => "(empty)",
        string text => text,
        bool flag => flag ? "true" : "false",
        IDictionary => "{…}",
        IEnumerable items => "[" + string.Join(", ", items.Cast<object?>().Select(Render)) + "]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
