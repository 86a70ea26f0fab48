using System.Globalization;
using System.Text.Json;

namespace AliLogOps.Client;

/// <summary>
/// Reads a page of a search straight from its bytes: fields in the order of the answer, values as the strings that came. A JSON null
/// becomes the text <c>null</c>, as the service writes SQL nulls; a number or truth value its own text.
/// </summary>
internal static class LogPageReader
{
    public static LogPage Read(ServiceResponse response)
    {
        ReadOnlySpan<byte> body = response.Body.Span;
        try
        {
            LogPage page = ReadMeta(body, out ReadOnlySpan<byte> data);
            return page with
            {
                RequestId = response.RequestId ?? string.Empty,
                Logs = ReadRows(data, page.HasSql, page.Count),
            };
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // the second is how the framework reports text of the meta part that is no UTF-8
            string type = response.Header("Content-Type") ?? "no content type";
            throw Failures.Protocol(response, $"{body.Length} bytes of {type} are no page of a search ({fault.Message})", fault);
        }
    }

    // the order of meta and data is not promised, and rows can be read only when it is known whether they are SQL's
    private static LogPage ReadMeta(ReadOnlySpan<byte> body, out ReadOnlySpan<byte> data)
    {
        Utf8JsonReader reader = new(body);
        LogPage? page = null;
        data = default;
        bool hasData = false;
        Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("meta"u8))
            {
                reader.Read();
                using JsonDocument meta = JsonDocument.ParseValue(ref reader);
                page = ToPage(meta.RootElement);
            }
            else if (reader.ValueTextEquals("data"u8))
            {
                reader.Read();
                int start = (int)reader.TokenStartIndex;
                reader.Skip();
                data = body[start..(int)reader.BytesConsumed];
                hasData = true;
            }
            else
            {
                reader.Skip();
            }
        }

        if (page is null || !hasData)
        {
            throw new JsonException($"the member '{(page is null ? "meta" : "data")}' is missing");
        }

        return page;
    }

    private static LogPage ToPage(JsonElement meta) => new()
    {
        IsComplete = HistogramAnswer.IsComplete(meta.GetText("progress") ?? throw new JsonException("meta has no progress")),
        Count = meta.GetInt("count") ?? 0,
        ProcessedRows = meta.GetInteger("processedRows") ?? 0,
        ProcessedBytes = meta.GetInteger("processedBytes") ?? 0,
        ElapsedMilliseconds = meta.GetInteger("elapsedMillisecond") ?? 0,
        Keys = meta.GetTexts("keys"),
        HasSql = meta.GetFlag("hasSQL") ?? false,
        WhereQuery = meta.GetText("whereQuery"),
        AggregateQuery = meta.GetText("aggQuery"),
        Limited = meta.GetInteger("limited"),
        IsAccurate = meta.GetFlag("isAccurate") ?? true,
    };

    private static List<LogRecord> ReadRows(ReadOnlySpan<byte> data, bool sql, int expected)
    {
        List<LogRecord> rows = new(Math.Clamp(expected, 0, 1_000));
        Utf8JsonReader reader = new(data);
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return rows;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("the member 'data' is no list");
        }

        RowTexts texts = new();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            rows.Add(ReadRow(ref reader, sql, texts));
        }

        return rows;
    }

    private static LogRecord ReadRow(ref Utf8JsonReader reader, bool sql, RowTexts texts)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("a row is no object");
        }

        string? time = null;
        int? nanosecond = null;
        string source = string.Empty;
        string topic = string.Empty;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = texts.Name(ref reader);
            reader.Read();
            string value = texts.Value(ref reader);
            bool reserved = true;
            switch (name)
            {
                case "__time__": time = value; break;
                case "__source__": source = value; break;
                case "__topic__": topic = value; break;
                // how the service gives the nanoseconds of a log is «unconfirmed»; another value stays a field
                case "__time_ns_part__" when IsNanosecond(value, out int part): nanosecond = part; break;
                default: reserved = false; break;
            }

            if (sql || !reserved)
            {
                texts.Fields.Add(name, value);
            }
        }

        return new LogRecord
        {
            UnixTime = long.TryParse(time, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seconds)
                ? seconds
                : sql ? null : throw new JsonException($"a row's __time__ is '{time ?? "absent"}'"),
            Nanosecond = nanosecond,
            Source = source,
            Topic = topic,
            Fields = texts.Fields.Take(),
        };
    }

    private static bool IsNanosecond(string text, out int nanosecond) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out nanosecond) && nanosecond <= 999_999_999;

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (!reader.Read() || reader.TokenType != type)
        {
            throw new JsonException($"{type} was expected, but {reader.TokenType} came");
        }
    }
}
