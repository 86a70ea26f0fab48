using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using AliLogOps.Setup;

namespace AliLogOps.Transformations;

/// <summary>
/// Reads the fields of an index: <c>'app-name', 'latency:double'</c>, or
/// <c>@{ latency = 'double'; msg = @{ type = 'text'; token = ' ', ','; casesensitive = $true } }</c>, or both in one list.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class IndexKeyTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly string[] s_types = ["text", "long", "double", "json"];

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (inputData is null)
        {
            return null;
        }

        // field names differ by case, and their order is the user's
        var keys = new OrderedDictionary(StringComparer.Ordinal);
        Add(keys, inputData);
        return keys;
    }

    private static void Add(OrderedDictionary keys, object? input)
    {
        switch (PlainValues.Unwrap(input))
        {
            case string text:
                AddText(keys, text);
                break;
            case IDictionary table:
                foreach (var (name, setting) in PlainValues.Pairs(table))
                {
                    AddOne(keys, name, setting is null ? new IndexKeySpec() : ReadSpec(name, PlainValues.Unwrap(setting)));
                }

                break;
            case IEnumerable items:
                foreach (var item in items)
                {
                    Add(keys, item);
                }

                break;
            default:
                throw new ArgumentTransformationMetadataException($"'{input}' is not a field for an index. Give a name, 'name:type', or a table of names with types or options.");
        }
    }

    // names such as __tag__:__hostname__ contain colons, so only a known type after the last one counts
    private static void AddText(OrderedDictionary keys, string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon > 0 && s_types.Contains(text[(colon + 1)..], StringComparer.OrdinalIgnoreCase))
        {
            AddOne(keys, text[..colon], new IndexKeySpec { Type = text[(colon + 1)..].ToLowerInvariant() });
        }
        else
        {
            AddOne(keys, text, new IndexKeySpec { Type = "text" });
        }
    }

    private static void AddOne(OrderedDictionary keys, string name, IndexKeySpec spec)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new ArgumentTransformationMetadataException("A field of an index needs a name; an empty one was given.");
        }

        if (keys.Contains(name))
        {
            throw new ArgumentTransformationMetadataException($"The field '{name}' is given twice. Give each field once.");
        }

        keys.Add(name, spec);
    }

    private static IndexKeySpec ReadSpec(string name, object? value) => value switch
    {
        string type => new IndexKeySpec { Type = CheckType(name, type) },
        IDictionary options => ReadOptions(name, options),
        _ => throw new ArgumentTransformationMetadataException($"The field '{name}' has the setting '{value}'. Give a type ({string.Join(", ", s_types)}) or a table of options."),
    };

    private static IndexKeySpec ReadOptions(string name, IDictionary options)
    {
        var spec = new IndexKeySpec();
        foreach (var (option, setting) in PlainValues.Pairs(options))
        {
            var value = PlainValues.Unwrap(setting);
            spec = option.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant() switch
            {
                "type" => spec with { Type = CheckType(name, value?.ToString() ?? "") },
                "token" => spec with { Token = ReadTokens(name, value) },
                "docvalue" => spec with { DocValue = LanguagePrimitives.IsTrue(value) },
                "casesensitive" => spec with { CaseSensitive = LanguagePrimitives.IsTrue(value) },
                "chinese" or "chn" => spec with { Chinese = LanguagePrimitives.IsTrue(value) },
                "alias" => spec with { Alias = value?.ToString() ?? "" },
                _ => throw new ArgumentTransformationMetadataException($"The field '{name}' has the unknown option '{option}'. Options are type, token, docvalue, casesensitive, chinese and alias."),
            };
        }

        return spec;
    }

    private static string CheckType(string name, string type) => s_types.Contains(type, StringComparer.OrdinalIgnoreCase)
        ? type.ToLowerInvariant()
        : throw new ArgumentTransformationMetadataException($"The field '{name}' has the type '{type}'. Types are {string.Join(", ", s_types)}.");

    private static string[] ReadTokens(string name, object? value)
    {
        string[] tokens = value switch
        {
            null => [],
            string text => [text],
            IEnumerable items => [.. items.Cast<object?>().Select(item => item?.ToString() ?? "")],
            _ => [value.ToString() ?? ""],
        };
        return tokens.FirstOrDefault(token => token.Length != 1) is { } bad
            ? throw new ArgumentTransformationMetadataException($"The field '{name}' has the delimiter '{bad}': each is exactly one character. Give them as a list.")
            : tokens;
    }
}
