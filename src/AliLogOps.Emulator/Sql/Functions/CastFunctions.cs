using System.Globalization;
using System.Text.Json;
using AliLogOps.Emulator.Sql.Execution;

namespace AliLogOps.Emulator.Sql.Functions;

/// <summary>Casts from one type to another.</summary>
internal static class CastFunctions
{
    /// <summary>The cast, or null if there is none; a cast that changes nothing is not asked for.</summary>
    public static SqlFunction? Find(SqlType from, SqlType to)
    {
        SqlScalar? body = (from.Kind, to.Kind) switch
        {
            (_, SqlKind.Varchar) when from.Kind == SqlKind.Json => call => call.Return(JsonText(call.Text(0))),
            (_, SqlKind.Varchar) => call => call.Return(SqlText.Of(call.Value(0)!, from)),
            (SqlKind.Varchar, SqlKind.Bigint) => call => call.Return(Integer(call.Text(0))),
            (SqlKind.Double, SqlKind.Bigint) => call => call.Return(Integer(call.Double(0))),
            (SqlKind.Boolean, SqlKind.Bigint) => call => call.Return(call.Long(0)),
            (SqlKind.Json, SqlKind.Bigint) => call => call.Return(Integer(JsonText(call.Text(0)) ?? "null")),
            (SqlKind.Varchar, SqlKind.Double) => call => call.Return(Number(call.Text(0))),
            (SqlKind.Bigint or SqlKind.Boolean, SqlKind.Double) => call => call.Return((double)call.Long(0)),
            (SqlKind.Json, SqlKind.Double) => call => call.Return(Number(JsonText(call.Text(0)) ?? "null")),
            (SqlKind.Varchar, SqlKind.Boolean) => call => call.Return(Truth(call.Text(0))),
            (SqlKind.Bigint, SqlKind.Boolean) => call => call.Return(call.Long(0) != 0),
            (SqlKind.Double, SqlKind.Boolean) => call => call.Return(call.Double(0) != 0),
            (SqlKind.Json, SqlKind.Boolean) => call => call.Return(Truth(JsonText(call.Text(0)) ?? "null")),
            (SqlKind.Varchar, SqlKind.Timestamp) => call => call.Return(Time(call.Text(0), "timestamp")),
            (SqlKind.Date, SqlKind.Timestamp) => call => call.Return((call.Long(0) * SqlTime.DayMilliseconds) - SqlTime.Offset),
            (SqlKind.Varchar, SqlKind.Date) => call => call.Return(SqlTime.DayOf(Time(call.Text(0), "date"))),
            (SqlKind.Timestamp, SqlKind.Date) => call => call.Return(SqlTime.DayOf(call.Long(0))),
            (SqlKind.Varchar, SqlKind.Json) => call => call.Return(SqlJson.Array([call.Text(0)])[1..^1]),
            (SqlKind.Bigint or SqlKind.Double, SqlKind.Json) => call => call.Return(SqlJson.Array([call.Value(0)])[1..^1]),
            (SqlKind.Boolean, SqlKind.Json) => call => call.Return(call.Bool(0) ? "true" : "false"),
            (SqlKind.Array or SqlKind.Map, SqlKind.Json) => call => call.Return(SqlText.Of(call.Text(0), from)),
            (SqlKind.Json, SqlKind.Array) when to.Element!.Kind is SqlKind.Varchar or SqlKind.Bigint or SqlKind.Double => call => call.Return(JsonArray(call.Text(0), to.Element)),
            (SqlKind.Json, SqlKind.Map) when to.Element!.Kind is SqlKind.Varchar or SqlKind.Bigint or SqlKind.Double => call => call.Return(JsonMap(call.Text(0), to.Element)),
            _ => null,
        };
        return body is null
            ? null
            : Make.Scalar($"cast_{from}_{to}".Replace(' ', '_').Replace('(', '_').Replace(')', '_').Replace(",", "", StringComparison.Ordinal), to, body, from);
    }

    /// <summary>The content of a JSON text or number; the JSON text itself of the rest, nothing of null.</summary>
    private static string? JsonText(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind switch
        {
            JsonValueKind.String => document.RootElement.GetString(),
            JsonValueKind.Null => null,
            _ => SqlJson.Text(document.RootElement),
        };
    }

    private static string JsonArray(string json, SqlType element)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Array
            ? SqlJson.Array(document.RootElement.EnumerateArray().Select(item => JsonItem(item, element)))
            : throw new SqlValueException($"Cannot cast to array({element}). Expected a json array, but got {json}");
    }

    private static string JsonMap(string json, SqlType element)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? SqlJson.Map(document.RootElement.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, JsonItem(member.Value, element))))
            : throw new SqlValueException($"Cannot cast to map(varchar, {element}). Expected a json object, but got {json}");
    }

    private static object? JsonItem(JsonElement item, SqlType type)
    {
        string? text = JsonText(SqlJson.Text(item));
        return text is null ? null
            : type.Kind == SqlKind.Bigint ? Integer(text)
            : type.Kind == SqlKind.Double ? Number(text)
            : text;
    }

    private static long Integer(string text)
    {
        return long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw Cannot(text, "BIGINT");
    }

    private static long Integer(double number)
    {
        double rounded = Math.Round(number, MidpointRounding.AwayFromZero);
        return rounded is >= -9.2233720368547758e18 and < 9.2233720368547758e18 ? (long)rounded : throw Cannot(SqlText.Double(number), "BIGINT");
    }

    private static double Number(string text)
    {
        return double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw Cannot(text, "DOUBLE");
    }

    private static bool Truth(string text)
    {
        return text.ToLowerInvariant() switch
        {
            "true" or "t" or "1" => true,
            "false" or "f" or "0" => false,
            _ => throw Cannot(text, "BOOLEAN"),
        };
    }

    private static long Time(string text, string type)
    {
        return SqlTime.TryParse(text, out long milliseconds) ? milliseconds : throw new SqlValueException($"Value cannot be cast to {type}: {text}");
    }

    private static SqlValueException Cannot(string text, string type)
    {
        return new SqlValueException($"Cannot cast '{text}' to {type}");
    }
}
