using System.Globalization;
using AliLogOps.Emulator.Logs.Search;
using AliLogOps.Emulator.Sql.Functions;
using AliLogOps.Emulator.Sql.Syntax;

namespace AliLogOps.Emulator.Sql.Translation;

/// <content>
/// <c>time_series(time, window, format, padding)</c> groups by windows of time and gives a row for every window of the
/// range of the search, also where no log is (Log Service documentation, "Time series padding function").
/// </content>
internal sealed partial class SqlTranslator
{
    private const string TimeSeriesName = "time_series";

    /// <summary>Windows a statement may fill. Our choice.</summary>
    private const long MaxWindows = 100_000;

    private static SelectItem? FindTimeSeries(List<SelectItem> items)
    {
        List<SelectItem> series = items.FindAll(item => item.Expression is CallExpression { Name: TimeSeriesName });
        return series.Count > 1 ? throw Semantic(series[1].Position, "time_series can be used once only") : series.FirstOrDefault();
    }

    private Translated TranslateTimeSeries(
        SelectBody select, List<SelectItem> items, SelectItem series, IReadOnlyList<OrderItem> order, SqlScope scope, string from, string where, SearchRange? limits)
    {
        CallExpression call = (CallExpression)series.Expression!;
        SearchRange range = SeriesRange(limits);
        (long window, string format, string padding) = ReadTimeSeries(call, range);
        int index = items.IndexOf(series);
        RequireGroupedBy(select, series, index);

        // the windows begin where the wall clock of the service's zone has whole multiples of them
        TypedSql time = TranslateExpression(call.Arguments[0], scope);
        TypedSql seconds = time.Type.Kind switch
        {
            SqlKind.Bigint => time,
            SqlKind.Timestamp => Compose(SqlType.Bigint, [time], args => $"({args[0]} / 1000)"),
            _ => throw Semantic(call.Position, $"time_series takes a bigint of epoch seconds or a timestamp, not {time.Type}"),
        };
        const long Zone = SqlTime.Offset / 1000;
        string key = Text($"(({seconds.Text} + {Zone}) / {window} * {window} - {Zone})");

        scope.Grouped = [key];
        List<TypedSql> columns = [];
        for (int i = 0; i < items.Count; i++)
        {
            columns.Add(i == index ? new TypedSql(key, SqlType.Bigint) : TranslateExpression(items[i].Expression!, scope));
            if (columns[i].Ungrouped is { } column)
            {
                throw Semantic(column.Position, $"'{column.Name}' not in GROUP BY clause: it must be an aggregate expression or appear in GROUP BY clause");
            }
        }
        string having = select.Having is null ? "" : " HAVING " + Truth(select.Having, scope, "HAVING clause").Text;
        string inner = $"SELECT {string.Join(", ", columns.Select((column, i) => Text($"{column.Text} AS o{i}")))} FROM {from}{where} GROUP BY {key}{having}";

        string groups = NewName("g");
        string windows = NewName("k");
        long first = (((range.From + Zone) / window) * window) - Zone;
        string format1 = Call(TimeFunctions.FormatWindow, [$"{windows}.k", Quote(format)]);
        List<OutputColumn> output = [];
        List<string> texts = [];
        for (int i = 0; i < items.Count; i++)
        {
            output.Add(new OutputColumn(NameOf(items[i], i, scope), i == index ? SqlType.Varchar : columns[i].Type));
            texts.Add(Text($"{(i == index ? format1 : Pad(padding, groups, windows, index, i, columns[i].Type))} AS o{i}"));
        }
        string all = Text($"WITH RECURSIVE {windows}(k) AS (SELECT {first} UNION ALL SELECT k + {window} FROM {windows} WHERE k + {window} < {range.To}), ")
            + $"{groups}({Names(items.Count)}) AS ({inner}) "
            + Text($"SELECT {string.Join(", ", texts)} FROM {windows} LEFT JOIN {groups} ON {groups}.o{index} = {windows}.k ORDER BY {windows}.k");
        return OrderOutput(new Translated($"SELECT * FROM ({all})", output), order);
    }

    /// <summary>The range to fill: that of the search; over a project that of the logstores of the select, up to now where they have no end.</summary>
    private SearchRange SeriesRange(SearchRange? limits)
    {
        if (catalog.Default is { } own)
        {
            return own.Search.Range;
        }
        SearchRange range = limits ?? throw new SqlNotBuiltException("time_series in a select over a project that names no logstore itself");
        return range.To > uint.MaxValue ? range with { To = now.ToUnixTimeSeconds() + 1 } : range;
    }

    private (long Window, string Format, string Padding) ReadTimeSeries(CallExpression call, SearchRange range)
    {
        if (call.Arguments.Count != 4 || !IsPlain(call)
            || call.Arguments[1] is not LiteralExpression { Value: string window }
            || call.Arguments[2] is not LiteralExpression { Value: string format }
            || call.Arguments[3] is not LiteralExpression { Value: string padding })
        {
            throw Semantic(call.Position, "time_series takes a time, a window as '1m', a format as '%H:%i' and a padding as '0'");
        }
        long unit = window.Length < 2 ? 0 : window[^1] switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            'd' => 24 * 3600,
            _ => 0,
        };
        if (unit == 0 || !long.TryParse(window.AsSpan(0, window.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out long count)
            || count is < 1 or > 1_000_000)
        {
            throw Semantic(call.Arguments[1].Position, $"'{window}' is no window of time_series: write a number and s, m, h or d");
        }
        if (padding is not ("0" or "null" or "last" or "next" or "avg"))
        {
            throw Semantic(call.Arguments[3].Position, $"'{padding}' is no padding of time_series: it must be 0, null, last, next or avg");
        }
        return (range.To - range.From) / (count * unit) <= MaxWindows
            ? (count * unit, format, padding)
            : throw Semantic(call.Position, Text($"time_series would give more than {MaxWindows} windows of {window}: choose a wider one"));
    }

    private static void RequireGroupedBy(SelectBody select, SelectItem series, int index)
    {
        if (select.IsDistinct)
        {
            throw new SqlNotBuiltException("time_series with distinct");
        }
        bool grouped = select.GroupBy is [var key] && (key switch
        {
            ColumnExpression { Relation: null } column => string.Equals(column.Name, series.Alias, StringComparison.OrdinalIgnoreCase),
            LiteralExpression { Value: long ordinal } => ordinal == index + 1,
            CallExpression { Name: TimeSeriesName } => true,
            _ => false,
        });
        if (!grouped)
        {
            throw select.GroupBy.Count > 1
                ? new SqlNotBuiltException("time_series with further keys of GROUP BY")
                : Semantic(series.Position, "time_series must be what the statement groups by");
        }
    }

    private static string Pad(string padding, string groups, string windows, int key, int column, SqlType type)
    {
        string value = Text($"{groups}.o{column}");
        string previous = Neighbour("<", "DESC");
        string next = Neighbour(">", "ASC");
        string? filler = padding switch
        {
            "last" => previous,
            "next" => next,
            "0" when type.IsNumber => "0",
            "0" when type.Kind == SqlKind.Varchar => "'0'",
            "avg" when type.Kind == SqlKind.Double => $"(({previous} + {next}) / 2.0)",
            "avg" when type.Kind == SqlKind.Bigint => $"(({previous} + {next}) / 2)",
            _ => null,
        };
        // an empty window, not a null inside of one
        return filler is null ? value : Text($"CASE WHEN {groups}.o{key} IS NULL THEN {filler} ELSE {value} END");

        string Neighbour(string side, string direction)
        {
            return Text($"(SELECT x.o{column} FROM {groups} AS x WHERE x.o{key} {side} {windows}.k ORDER BY x.o{key} {direction} LIMIT 1)");
        }
    }
}
