using System.Text.Json;
using AliLogOps.Emulator.Sql.Execution;
using static AliLogOps.Emulator.Sql.SqlType;

namespace AliLogOps.Emulator.Sql.Functions;

/// <summary>Functions on JSON (Log Service documentation, "JSON functions"). Where a text is no JSON the result is null.</summary>
internal static class JsonFunctions
{
    public static IEnumerable<SqlFunction> All =>
    [
        Make.Scalar("json_extract", Json, call => Return(call, JsonPath.Of(call, 1).Find, SqlJson.Text), Make.JsonText, Varchar),
        Make.Scalar("json_extract_scalar", Varchar, call => Return(call, JsonPath.Of(call, 1).Find, ScalarText), Make.JsonText, Varchar),
        Make.Scalar("json_size", Bigint, Size, Make.JsonText, Varchar),
        Make.Scalar("json_array_length", Bigint, ArrayLength, Make.JsonText),
        Make.Scalar("json_array_get", Json, ArrayGet, Make.JsonText, Bigint),
        Make.Scalar("json_array_contains", SqlType.Boolean, ArrayContains, Make.JsonText, Make.Any),
        Make.Scalar("json_parse", Json, Parse, Varchar),
        Make.Scalar("json_format", Varchar, call => call.Return(call.Text(0)), Json),
    ];

    private static void Return(SqlCall call, Func<JsonElement, JsonElement?> find, Func<JsonElement, string?> text)
    {
        using JsonDocument? document = SqlJson.TryParse(call.Text(0));
        call.Return(document is not null && find(document.RootElement) is { } found ? text(found) : null);
    }

    /// <summary>Text of a string, number or truth value; nothing of the others.</summary>
    private static string? ScalarText(JsonElement element)
    {
        return element.ValueKind switch
        {
            JsonValueKind.String => element.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
            _ => null,
        };
    }

    private static void Size(SqlCall call)
    {
        using JsonDocument? document = SqlJson.TryParse(call.Text(0));
        JsonElement? found = document is null ? null : JsonPath.Of(call, 1).Find(document.RootElement);
        call.ReturnValue(found?.ValueKind switch
        {
            null => null,
            JsonValueKind.Array => (long)found.Value.GetArrayLength(),
            JsonValueKind.Object => (long)found.Value.EnumerateObject().Count(),
            _ => 0L,
        });
    }

    private static void ArrayLength(SqlCall call)
    {
        using JsonDocument? document = SqlJson.TryParse(call.Text(0));
        call.ReturnValue(document?.RootElement.ValueKind == JsonValueKind.Array ? (long)document.RootElement.GetArrayLength() : null);
    }

    /// <summary>From 0; a negative number counts from the end.</summary>
    private static void ArrayGet(SqlCall call)
    {
        using JsonDocument? document = SqlJson.TryParse(call.Text(0));
        if (document?.RootElement.ValueKind != JsonValueKind.Array)
        {
            call.ReturnNull();
            return;
        }
        int length = document.RootElement.GetArrayLength();
        long index = call.Long(1) < 0 ? length + call.Long(1) : call.Long(1);
        call.Return(index >= 0 && index < length ? SqlJson.Text(document.RootElement[(int)index]) : null);
    }

    private static void ArrayContains(SqlCall call)
    {
        using JsonDocument? document = SqlJson.TryParse(call.Text(0));
        if (document?.RootElement.ValueKind != JsonValueKind.Array)
        {
            call.ReturnNull();
            return;
        }
        object? wanted = call.Value(1);
        call.Return(document.RootElement.EnumerateArray().Select(SqlJson.Value).Any(item => Equals(item, wanted)));
    }

    private static void Parse(SqlCall call)
    {
        string text = call.Text(0);
        using JsonDocument? document = SqlJson.TryParse(text);
        call.Return(document is null ? throw new SqlValueException($"Cannot convert '{text}' to JSON") : SqlJson.Text(document.RootElement));
    }
}
