using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace AliLogOps.Transformations;

/// <summary>Turns what scripts hold (hashtables, custom objects, wrapped values) into what the client sends: text, numbers, booleans, lists, dictionaries.</summary>
internal static class PlainValues
{
    private const int DepthLimit = 32;

    /// <summary>The value without the engine's wrapper; a custom object stays wrapped, for it has no other self.</summary>
    public static object? Unwrap(object? value) => value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value;

    /// <summary>A dictionary with plain values.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">The value is no dictionary or holds something that cannot be sent.</exception>
    public static Dictionary<string, object?> ToDictionary(object value) => ToPlain(value, "", 0) as Dictionary<string, object?>
        ?? throw new ArgumentTransformationMetadataException($"'{value}' is not a table of names and values. Give a hashtable, for example @{{ logPath = '/var/log' }}.");

    private static object? ToPlain(object? value, string path, int depth)
    {
        if (depth > DepthLimit)
        {
            throw new ArgumentTransformationMetadataException($"'{path}' is nested deeper than {DepthLimit} levels. Does a value contain itself?");
        }

        return Unwrap(value) switch
        {
            null => null,
            string or bool or int or long or double or decimal => Unwrap(value),
            short or ushort or byte or sbyte or uint => Convert.ToInt64(Unwrap(value), CultureInfo.InvariantCulture),
            float number => (double)number,
            char character => character.ToString(),
            SwitchParameter present => present.IsPresent,
            Enum named => named.ToString(),
            Uri address => address.ToString(),
            IDictionary table => FromPairs(Pairs(table), path, depth),
            IEnumerable<KeyValuePair<string, object?>> table => FromPairs(table.Select(entry => (entry.Key, entry.Value)), path, depth),
            PSObject custom => FromPairs(custom.Properties.Select(property => (property.Name, (object?)property.Value)), path, depth),
            IEnumerable items => items.Cast<object?>().Select((item, index) => ToPlain(item, $"{path}[{index}]", depth + 1)).ToList(),
            var other => throw new ArgumentTransformationMetadataException($"'{path}' holds a {other.GetType().Name}, which cannot be sent. Use text, numbers, booleans, lists and tables."),
        };
    }

    /// <summary>Names and values of any dictionary; generic ones do not enumerate as entries.</summary>
    public static IEnumerable<(string Name, object? Value)> Pairs(IDictionary table)
    {
        foreach (var key in table.Keys)
        {
            yield return (key?.ToString() ?? "", table[key!]);
        }
    }

    private static Dictionary<string, object?> FromPairs(IEnumerable<(string Name, object? Value)> pairs, string path, int depth)
    {
        var result = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in pairs)
        {
            result[name] = ToPlain(value, path.Length == 0 ? name : $"{path}.{name}", depth + 1);
        }

        return result;
    }
}
