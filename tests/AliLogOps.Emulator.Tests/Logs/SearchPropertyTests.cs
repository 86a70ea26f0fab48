using AliLogOps.Emulator.Logs.Search;
using AliLogOps.Emulator.Query;
using AliLogOps.Emulator.Tests.Query;
using CsCheck;

namespace AliLogOps.Emulator.Tests.Logs;

/// <summary>The index, in memory and stored, finds what the rules spelled out find.</summary>
public class SearchPropertyTests
{
    private static readonly string[] s_keys = ["m", "app-name", "n", "d", "j", "a b"];

    private static readonly Gen<string> s_word = Gen.OneOf(
        Gen.String[Gen.Char["aAbB"], 1, 2], Gen.Int[-2, 3].Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)), Gen.Const("1.5"), Gen.Const("中文"), Gen.Const("é"));

    private static readonly Gen<string> s_text = Gen.Select(s_word.Array[0, 4], Gen.Char[" ,-=中"]).Select((words, separator) => string.Join(separator, words));

    private static readonly Gen<string> s_value = Gen.Frequency(
        (6, s_text),
        (3, s_word),
        (2, Gen.Select(s_text, s_word, (a, b) => $$"""{"x":"{{a}}","y":{"z":"{{b}}","n":2,"t":true},"l":["{{a}}"]}""")));

    private static readonly Gen<SampleLog> s_log =
        Gen.Select(
            Gen.Select(Gen.Int[0, s_keys.Length - 1], s_value, (key, value) => (s_keys[key], value)).Array[0, 4],
            Gen.OneOf(Gen.Const(""), s_word),
            s_text,
            Gen.Select(Gen.Char["ab"], s_text, (key, value) => (key.ToString(), value)).Array[0, 2],
            Gen.UInt[1_700_000_000, 1_700_000_010],
            (contents, topic, source, tags, time) => new SampleLog(contents) { Topic = topic, Source = source, Tags = tags, Time = time });

    private static readonly Gen<TokenRule> s_rule =
        Gen.Select(Gen.OneOf(Gen.Const(" ,=中"), Gen.Const(" -*?"), Gen.Const(""), Gen.Const(" ,-=>")), Gen.Bool, Gen.Bool,
            (delimiters, caseSensitive, chinese) => new TokenRule(delimiters.Select(c => c.ToString()), caseSensitive, chinese));

    private static readonly Gen<FieldIndex> s_field = Gen.Select(Gen.Int[0, 5], s_rule, s_rule, Gen.Bool, (type, rule, leafRule, all) => type switch
    {
        0 => new FieldIndex { Type = FieldType.Long },
        1 => new FieldIndex { Type = FieldType.Double },
        2 => new FieldIndex
        {
            Type = FieldType.Json,
            Rule = rule,
            IndexAll = all,
            JsonKeys = new Dictionary<string, FieldIndex>
            {
                ["y.n"] = new FieldIndex { Type = FieldType.Long },
                ["y.z"] = new FieldIndex { Type = FieldType.Text, Rule = leafRule },
            },
        },
        _ => new FieldIndex { Type = FieldType.Text, Rule = rule },
    });

    private static readonly Gen<IndexDefinition> s_definition =
        Gen.Select(Gen.Frequency((1, Gen.Const((TokenRule?)null)), (4, s_rule.Select(TokenRule? (rule) => rule))), s_field.Array[s_keys.Length], Gen.Bool.Array[s_keys.Length], Gen.Int[0, 3],
            (line, fields, present, limit) => new IndexDefinition
            {
                Line = line,
                IncludeKeys = limit == 0 ? new HashSet<string> { "m", "n", "j" } : null,
                ExcludeKeys = limit == 1 ? new HashSet<string> { "m" } : null,
                Keys = Enumerable.Range(0, s_keys.Length).Where(i => present[i]).ToDictionary(i => s_keys[i], i => fields[i]),
            });

    private static readonly Gen<string> s_key = Gen.OneOf(
        Gen.Int[0, s_keys.Length - 1].Select(i => s_keys[i]),
        Gen.Const("__topic__"), Gen.Const("source"), Gen.Const("__tag__:a"), Gen.Const("j.x"), Gen.Const("j.y.z"), Gen.Const("j.y.n"), Gen.Const("j.l"));

    private static readonly Gen<TextMatch> s_match = Gen.OneOf(
        s_text.Where(text => text.Length > 0).Select(TextMatch.Words),
        s_text.Where(text => text.Length > 0).Select(text => new TextMatch(TextMatchKind.Phrase, text)),
        Gen.Select(Gen.Char["ab1中"], s_text, Gen.Char["*?"], s_word, (first, a, wildcard, b) => new TextMatch(TextMatchKind.Pattern, first + a + wildcard + b)),
        Gen.Select(Gen.Char["ab1"], Gen.Char["*?"], (first, wildcard) => new TextMatch(TextMatchKind.Pattern, $"{first}{wildcard}")));

    private static readonly Gen<QueryNode> s_leaf = Gen.OneOf(
        Gen.Const<QueryNode>(new AllNode()),
        s_match.Select(QueryNode (match) => new TermNode(null, match)),
        Gen.Select(s_key, s_match, QueryNode (key, match) => new TermNode(key, match)),
        Gen.Select(s_key, Gen.Bool, QueryNode (key, exists) => new TermNode(key, exists ? TextMatch.Exists : TextMatch.Empty)),
        Gen.Select(s_key, Gen.Int[0, 4], s_word, QueryNode (key, op, value) => new ComparisonNode(key, (ComparisonOperator)op, value)),
        Gen.Select(s_key, s_word, Gen.Bool, s_word, Gen.Bool, QueryNode (key, low, li, high, hi) => new RangeNode(key, low, li, high, hi)));

    private static readonly Gen<QueryNode> s_query = QueryGenerators.Node(2, s_leaf);

    [Fact]
    public void Index_agrees_with_the_reference()
    {
        Gen.Select(s_definition, s_definition, Gen.Bool, s_log.Array[1, 8], s_query.Array[8]).Sample(
            (current, other, same, logs, queries) =>
            {
                IndexDefinition written = same ? current : other;
                MemorySegment memory = new(written, 1);
                Dictionary<long, Emulator.Logs.Wire.LogGroupLayout> groups = [];
                for (int i = 0; i < logs.Length; i++)
                {
                    groups.Add(i + 1, SampleLog.Layout(logs[i].ToGroup()));
                    memory.Add(i + 1, groups[i + 1]);
                }
                StoredSegment stored = Store(memory);
                ReferenceSearch reference = new(current, written);
                foreach (QueryNode query in queries)
                {
                    SearchPlan plan;
                    try
                    {
                        plan = new QueryPlanner(current, written).Plan(query);
                    }
                    catch (QueryRefusedException)
                    {
                        continue;
                    }
                    string expected = string.Concat(logs.Select(log => reference.Matches(query, log) ? '1' : '0'));
                    string statement = $"{QueryPrinter.Print(query)} over {string.Join(" | ", logs.Select(log => string.Join(',', log.Contents)))}";
                    Assert.Equal((expected, statement), (Bits(memory, plan, groups), statement));
                    Assert.Equal((expected, statement), (Bits(stored, plan, groups), statement));
                }
            },
            iter: 3_000);
    }

    private static string Bits(Segment segment, SearchPlan plan, Dictionary<long, Emulator.Logs.Wire.LogGroupLayout> groups)
    {
        DocSet found = new PlanEvaluator(segment, id => groups[id]).Evaluate(plan);
        return string.Concat(Enumerable.Range(0, segment.Documents).Select(document => found.Contains(document) ? '1' : '0'));
    }

    /// <summary>Through the stored form and back.</summary>
    private static StoredSegment Store(MemorySegment memory)
    {
        SegmentImage image = SegmentImage.Of(memory);
        SegmentFrame frame = SegmentFrameFormat.Read(SegmentFrameFormat.Write(image.Frame));
        StoredSegmentInfo info = new(1, 1, 1, memory.Documents, memory.MinTime, memory.MaxTime);
        return new StoredSegment(memory.Definition, info, frame, number => image.Blocks[number]);
    }
}
