using AliLogOps.Client;
using System.Globalization;

namespace AliLogOps.Setup.Definition;

/// <summary>Holds a tree to a shape and tells every place where it does not fit.</summary>
internal sealed class ShapeValidator(MistakeList mistakes)
{
    // as many letters in common at the begin make a likely word
    private const int BeginLength = 4;

    /// <summary>Whether required names may be missing, as in the part that overrides something.</summary>
    public bool Partial { get; init; }

    public void Check(SetupNode node, SetupShape shape, string path)
    {
        if (node.Kind == SetupNodeKind.Unreadable)
        {
            return;
        }

        switch (shape)
        {
            case MapShape map:
                CheckMap(node, map, path);
                break;
            case TableShape table:
                CheckTable(node, table, path);
                break;
            case ListShape list:
                CheckList(node, list, path);
                break;
            case EitherShape either:
                CheckEither(node, either, path);
                break;
            case TextShape text:
                CheckText(node, text, path);
                break;
            case NumberShape number:
                CheckNumber(node, number, path);
                break;
            case AnyShape:
                CheckAny(node, path);
                break;
            case FlagShape when node.Kind != SetupNodeKind.Flag:
                mistakes.Add(node.Position, path, $"{node} is neither true nor false.", "Give $true or $false (in JSON true or false).");
                break;
        }
    }

    private void CheckMap(SetupNode node, MapShape shape, string path)
    {
        if (node.Kind != SetupNodeKind.Map)
        {
            mistakes.Add(node.Position, path, $"{node} stands where a table of names and values belongs.", $"Give @{{ … }} (in JSON {{ … }}) with {Names(shape)}.");
            return;
        }

        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in node.Entries)
        {
            var key = shape.Keys.FirstOrDefault(key => string.Equals(key.Key, entry.Key, StringComparison.OrdinalIgnoreCase));
            if (key is null)
            {
                // "$schema" is how JSON files name their schema to editors
                if (entry.Key != "$schema")
                {
                    mistakes.Add(entry.KeyPosition, Join(path, entry.Key), $"There is no setting '{entry.Key}' here.", Suggest(entry.Key, shape));
                }
            }
            else if (!seen.Add(entry.Key))
            {
                mistakes.Add(entry.KeyPosition, Join(path, key.Key), $"The setting '{key.Key}' stands twice.", "Remove one of the two.");
            }
            else if (entry.Value.Kind != SetupNodeKind.Null)
            {
                Check(entry.Value, key.Shape, Join(path, key.Key));
            }
        }

        foreach (var missing in shape.Keys.Where(key => key.Required && !Partial && !seen.Contains(key.Key)))
        {
            mistakes.Add(node.Position, path, $"The setting '{missing.Key}' is missing.", $"Add {missing.Key}: {missing.Shape.Meaning}");
        }
    }

    private void CheckTable(SetupNode node, TableShape shape, string path)
    {
        if (node.Kind != SetupNodeKind.Map)
        {
            mistakes.Add(node.Position, path, $"{node} stands where a table of names and values belongs.", "Give @{ name = value } (in JSON { \"name\": value }).");
            return;
        }

        CheckTwice(node, shape.IgnoresCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal, path);
        foreach (var entry in node.Entries)
        {
            Check(entry.Value, shape.Value, Join(path, entry.Key));
        }
    }

    // names differ in the file and may yet become one when placeholders are filled in
    private void CheckTwice(SetupNode node, StringComparer comparer, string path)
    {
        var seen = new HashSet<string>(comparer);
        foreach (var entry in node.Entries.Where(entry => !seen.Add(entry.Key)))
        {
            mistakes.Add(entry.KeyPosition, Join(path, entry.Key), $"The name '{entry.Key}' stands twice.", "Remove one of the two.");
        }
    }

    private void CheckAny(SetupNode node, string path)
    {
        CheckTwice(node, StringComparer.Ordinal, path);
        foreach (var entry in node.Entries)
        {
            CheckAny(entry.Value, Join(path, entry.Key));
        }

        for (var index = 0; index < node.Items.Count; index++)
        {
            CheckAny(node.Items[index], string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"));
        }
    }

    private void CheckList(SetupNode node, ListShape shape, string path)
    {
        if (node.Kind == SetupNodeKind.List)
        {
            for (var index = 0; index < node.Items.Count; index++)
            {
                Check(node.Items[index], shape.Item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"));
            }
        }
        else if (shape.SingleToo)
        {
            Check(node, shape.Item, path);
        }
        else
        {
            mistakes.Add(node.Position, path, $"{node} stands where a list belongs.", "Put it between @( and ) (in JSON between [ and ]).");
        }
    }

    private void CheckEither(SetupNode node, EitherShape shape, string path)
    {
        if (shape.Choices.FirstOrDefault(choice => Fits(node, choice)) is { } fitting)
        {
            Check(node, fitting, path);
        }
        else
        {
            mistakes.Add(node.Position, path, $"{node} does not fit here.", shape.Meaning);
        }
    }

    private void CheckText(SetupNode node, TextShape shape, string path)
    {
        if (node.Kind != SetupNodeKind.Text)
        {
            if (node.Kind != SetupNodeKind.Number || !shape.NumbersToo)
            {
                mistakes.Add(node.Position, path, $"{node} stands where text belongs.", "Put it between quotes.");
            }
        }
        else if (shape.Values.Count > 0 && !shape.Values.Contains(node.Text!, StringComparer.OrdinalIgnoreCase))
        {
            mistakes.Add(node.Position, path, $"'{node.Text}' is not known here.", $"Give {Or(shape.Values.Select(value => $"'{value}'"))}.");
        }
        else if (!Placeholders.Any(node.Text!) && shape.Problem?.Invoke(node.Text!) is { } problem)
        {
            mistakes.Add(node.Position, path, problem, "");
        }
    }

    private void CheckNumber(SetupNode node, NumberShape shape, string path)
    {
        if (node.Kind != SetupNodeKind.Number)
        {
            mistakes.Add(node.Position, path, $"{node} stands where a number belongs.", $"Give a whole number from {shape.Minimum} to {shape.Maximum}, without quotes.");
        }
        else if (node.Scalar is not long number || number < shape.Minimum || number > shape.Maximum)
        {
            mistakes.Add(node.Position, path, $"{node} is out of range.", $"Give a whole number from {shape.Minimum} to {shape.Maximum}.");
        }
    }

    private static bool Fits(SetupNode node, SetupShape shape) => shape switch
    {
        MapShape or TableShape => node.Kind == SetupNodeKind.Map,
        ListShape list => node.Kind == SetupNodeKind.List || (list.SingleToo && Fits(node, list.Item)),
        TextShape => node.Kind == SetupNodeKind.Text,
        NumberShape => node.Kind == SetupNodeKind.Number,
        FlagShape => node.Kind == SetupNodeKind.Flag,
        EitherShape either => either.Choices.Any(choice => Fits(node, choice)),
        _ => true,
    };

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    private static string Names(MapShape shape) => Or(shape.Keys.Select(key => key.Key));

    private static string Or(IEnumerable<string> words)
    {
        var all = words.ToArray();
        return all.Length < 2 ? string.Concat(all) : string.Join(", ", all[..^1]) + " or " + all[^1];
    }

    private static string Suggest(string key, MapShape shape)
    {
        var nearest = SimilarText.FindNearest(key, shape.Keys.Select(known => known.Key), Math.Max(2, key.Length / 3))
            ?? shape.Keys.FirstOrDefault(known => key.Length >= BeginLength && known.Key.StartsWith(key[..BeginLength], StringComparison.OrdinalIgnoreCase))?.Key;
        return nearest is not null
            ? $"Did you mean '{nearest}'? The settings here are {Names(shape)}."
            : $"The settings here are {Names(shape)}.";
    }
}
