using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Tests.Logs;

/// <summary>
/// The search rules spelled out over one log at a time, with strings and no index: what the emulator's index must
/// agree with. Shares with it the tree of the query and the index definition, nothing of how either is worked on.
/// </summary>
/// <param name="current">Index in force.</param>
/// <param name="written">Index the log was written under.</param>
internal sealed class ReferenceSearch(IndexDefinition current, IndexDefinition written)
{
    public bool Matches(QueryNode node, SampleLog log)
    {
        return node switch
        {
            AllNode => true,
            AndNode and => Matches(and.Left, log) && Matches(and.Right, log),
            OrNode or => Matches(or.Left, log) || Matches(or.Right, log),
            NotNode not => !Matches(not.Operand, log),
            TermNode { Key: null } term => FullText(term.Match, log),
            TermNode term => Field(term.Key!, term.Match, log),
            ComparisonNode comparison => Comparison(comparison, log),
            RangeNode range => Range(range, log),
            _ => throw new InvalidOperationException(),
        };
    }

    private bool FullText(TextMatch match, SampleLog log)
    {
        if (written.Line is not { } line)
        {
            return false;
        }
        List<(TokenRule Rule, List<string> Values)> fields = Searched(log, line);
        switch (match.Kind)
        {
            case TextMatchKind.Phrase:
                return fields.Exists(field => Phrase(match.Text, field.Rule, field.Values));
            case TextMatchKind.Words:
                List<string> pieces = Cut(match.Text, line, fold: false);
                return pieces.Count > 0 && pieces.TrueForAll(piece => fields.Exists(field => Words(piece, field.Rule, field.Values)));
            default:
                List<string> patterns = CutPattern(match.Text, line);
                return patterns.Count > 0 && patterns.TrueForAll(piece => fields.Exists(field => Pattern(piece, field.Rule, field.Values)));
        }
    }

    /// <summary>Key names, values without an index of their own, and each value with one by its own rule.</summary>
    private List<(TokenRule Rule, List<string> Values)> Searched(SampleLog log, TokenRule line)
    {
        List<(string Key, string Value)> covered = [.. log.Contents.Where(content => written.LineCovers(content.Key))];
        List<(TokenRule, List<string>)> fields =
        [
            (line, [.. covered.Select(content => content.Key)]),
            (line, [.. covered.Where(content => !written.Keys.TryGetValue(content.Key, out FieldIndex? field) || field.IsNumber).Select(content => content.Value)]),
        ];
        foreach (string key in covered.Select(content => content.Key).Distinct())
        {
            if (written.Keys.TryGetValue(key, out FieldIndex? field) && !field.IsNumber)
            {
                fields.Add((field.Rule!, Values(key, log)));
            }
        }
        return fields;
    }

    private bool Field(string key, TextMatch match, SampleLog log)
    {
        key = key == "source" ? "__source__" : key;
        FieldIndex? field = written.Find(key);
        if (field is null)
        {
            return false;
        }
        List<string> values = Values(key, log);
        return match.Kind switch
        {
            TextMatchKind.Exists => values.Count > 0,
            TextMatchKind.Empty => values.Contains(""),
            TextMatchKind.Words when field.IsNumber => decimal.TryParse(match.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
                && Number(field, values, value => value == number),
            _ when field.IsNumber => false,
            TextMatchKind.Words => Words(match.Text, field.Rule!, values),
            TextMatchKind.Pattern => Pattern(match.Text, field.Rule!, values),
            _ => Phrase(match.Text, field.Rule!, values),
        };
    }

    private bool Comparison(ComparisonNode node, SampleLog log)
    {
        if (current.Find(node.Key)?.IsNumber == true && decimal.TryParse(node.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal bound))
        {
            return written.Find(node.Key) switch
            {
                null => false,
                { IsNumber: false } text => node.Operator == ComparisonOperator.Equal && Words(node.Value, text.Rule!, Values(node.Key, log)),
                { } number => Number(number, Values(node.Key, log), value => node.Operator switch
                {
                    ComparisonOperator.Equal => value == bound,
                    ComparisonOperator.Greater => value > bound,
                    ComparisonOperator.GreaterOrEqual => value >= bound,
                    ComparisonOperator.Less => value < bound,
                    _ => value <= bound,
                }),
            };
        }
        return Fallback([node.Key, node.Operator.Text(), node.Value], log);
    }

    private bool Range(RangeNode node, SampleLog log)
    {
        if (current.Find(node.Key)?.IsNumber == true
            && decimal.TryParse(node.Low, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal low)
            && decimal.TryParse(node.High, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal high))
        {
            return written.Find(node.Key) is { IsNumber: true } field && Number(field, Values(node.Key, log), value =>
                (node.LowInclusive ? value >= low : value > low) && (node.HighInclusive ? value <= high : value < high));
        }
        string open = node.LowInclusive ? "[" : "(";
        string close = node.HighInclusive ? "]" : ")";
        return Fallback([node.Key, "in", open + node.Low, node.High + close], log);
    }

    private bool Fallback(string[] texts, SampleLog log)
    {
        if (written.Line is not { } line)
        {
            return false;
        }
        List<string> pieces = [.. texts.SelectMany(text => Cut(text, line, fold: false))];
        List<(TokenRule Rule, List<string> Values)> fields = Searched(log, line);
        return pieces.Count > 0 && pieces.TrueForAll(piece => fields.Exists(field => Words(piece, field.Rule, field.Values)));
    }

    private List<string> Values(string key, SampleLog log)
    {
        if (key == "__topic__")
        {
            return [log.Topic];
        }
        if (key == "__source__")
        {
            return [log.Source];
        }
        if (key.StartsWith("__tag__:", StringComparison.Ordinal))
        {
            return [.. log.Tags.Where(tag => "__tag__:" + tag.Key == key).Select(tag => tag.Value)];
        }
        if (written.Keys.ContainsKey(key))
        {
            return [.. log.Contents.Where(content => content.Key == key).Select(content => content.Value)];
        }
        return [.. log.Contents
            .Where(content => key.StartsWith(content.Key + ".", StringComparison.Ordinal)
                && written.Keys.TryGetValue(content.Key, out FieldIndex? parent) && parent.Type == FieldType.Json)
            .SelectMany(content => Leaves(content.Value, key[(content.Key.Length + 1)..]))];
    }

    private static List<string> Leaves(string json, string path)
    {
        try
        {
            JsonElement element = JsonDocument.Parse(json).RootElement;
            foreach (string name in path.Split('.'))
            {
                if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                {
                    return [];
                }
            }
            return element.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? [] : [element.ToString() is { } text && element.ValueKind == JsonValueKind.String ? text : element.GetRawText()];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static bool Number(FieldIndex field, List<string> values, Predicate<decimal> fits)
    {
        return values.Exists(value => field.Type == FieldType.Long
            ? long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out long integer) && fits(integer)
            : decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal real) && fits(real));
    }

    private static bool Words(string text, TokenRule rule, List<string> values)
    {
        List<string> wanted = Cut(text, rule, fold: true);
        HashSet<string> words = [.. values.SelectMany(value => Cut(value, rule, fold: true))];
        return wanted.Count > 0 && wanted.TrueForAll(words.Contains);
    }

    private static bool Pattern(string text, TokenRule rule, List<string> values)
    {
        List<string> pieces = CutPattern(text, rule);
        HashSet<string> words = [.. values.SelectMany(value => Cut(value, rule, fold: true))];
        List<string> asking = pieces.FindAll(piece => piece != "*");
        return asking.Count > 0 && asking.TrueForAll(piece => words.Any(word => Regex.IsMatch(word, Expression(piece, rule), RegexOptions.Singleline)));
    }

    private static string Expression(string piece, TokenRule rule)
    {
        string text = rule.CaseSensitive ? piece : piece.ToLowerInvariant();
        return "^" + Regex.Replace(text, @"\\(.)|(\*)|(\?)|(.)", match =>
            match.Groups[1].Success ? Regex.Escape(match.Groups[1].Value)
            : match.Groups[2].Success ? ".*"
            : match.Groups[3].Success ? "."
            : Regex.Escape(match.Value)) + "$";
    }

    private static bool Phrase(string text, TokenRule rule, List<string> values)
    {
        List<string> wanted = Cut(text, rule, fold: true);
        if (wanted.Count < 2)
        {
            return Words(text, rule, values);
        }
        return values.Exists(value =>
        {
            List<string> words = Cut(value, rule, fold: true);
            return Enumerable.Range(0, words.Count).Any(start => words.Skip(start).Take(wanted.Count).SequenceEqual(wanted));
        });
    }

    private static List<string> Cut(string text, TokenRule rule, bool fold)
    {
        List<string> words = [];
        StringBuilder word = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rule.IsDelimiter(rune) || rule.IsSingle(rune))
            {
                Take(words, word);
                if (!rule.IsDelimiter(rune))
                {
                    words.Add(rune.ToString());
                }
                continue;
            }
            word.Append(rune.ToString());
        }
        Take(words, word);
        return fold && !rule.CaseSensitive ? words.ConvertAll(found => found.ToLowerInvariant()) : words;
    }

    /// <summary>As <see cref="Cut"/>, but a wildcard is no delimiter, and one that follows a one-character word is dropped.</summary>
    private static List<string> CutPattern(string pattern, TokenRule rule)
    {
        List<string> pieces = [];
        StringBuilder piece = new();
        bool afterSingle = false;
        foreach (Match unit in Regex.Matches(pattern, @"\\.|[\uD800-\uDBFF].|.", RegexOptions.Singleline))
        {
            bool wildcard = unit.Value is "*" or "?";
            Rune rune = Rune.GetRuneAt(unit.Value, unit.Value.Length > 1 && unit.Value[0] == '\\' ? 1 : 0);
            if (wildcard)
            {
                piece.Append(afterSingle ? "" : unit.Value);
            }
            else if (rule.IsDelimiter(rune) || rule.IsSingle(rune))
            {
                Take(pieces, piece);
                afterSingle = !rule.IsDelimiter(rune);
                if (afterSingle)
                {
                    pieces.Add(rune.ToString());
                }
            }
            else
            {
                piece.Append(unit.Value);
                afterSingle = false;
            }
        }
        Take(pieces, piece);
        return pieces;
    }

    private static void Take(List<string> words, StringBuilder word)
    {
        if (word.Length > 0)
        {
            words.Add(word.ToString());
            word.Clear();
        }
    }
}
