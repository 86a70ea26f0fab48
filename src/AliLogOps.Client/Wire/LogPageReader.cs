using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AliLogOps.Client;

/// <summary>
/// Reads a page of a search straight from its bytes: fields in the order of the answer, values as the strings that came. A JSON null
/// becomes the text <c>null</c>, as the service writes SQL nulls; a number or truth value its own text.
/// </summary>
internal static class LogPageReader
{
    private const string Time = "__time__";
    private const string Source = "__source__";
    private const string Topic = "__topic__";
    private const string TimePart = "__time_ns_part__";

    public static LogPage Read(ServiceResponse response)
    {
        ReadOnlySpan<byte> body = response.Body.Span;
        try
        {
            return ReadPage(body) with { RequestId = response.RequestId ?? string.Empty };
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // the second is how the framework reports text of the meta part that is no UTF-8
            string type = response.Header("Content-Type") ?? "no content type";
            throw Failures.Protocol(response, $"{body.Length} bytes of {type} are no page of a search ({fault.Message})", fault);
        }
    }

    private static LogPage ReadPage(ReadOnlySpan<byte> body)
    {
        Utf8JsonReader reader = new(body);
        LogPage? page = null;
        List<LogRecord>? rows = null;
        long? passedOver = null;
        Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("meta"u8))
            {
                reader.Read();
                using JsonDocument meta = JsonDocument.ParseValue(ref reader);
                page = ToPage(meta.RootElement);
            }
            else if (!reader.ValueTextEquals("data"u8))
            {
                reader.Skip();
            }
            else if (page is not null)
            {
                reader.Read();
                rows = ReadRows(ref reader, page.HasSql, page.Count);
            }
            else
            {
                // meta comes first as a rule, but that is not promised; rows can be read only when it is known whether they are SQL's
                reader.Read();
                passedOver = reader.TokenStartIndex;
                reader.Skip();
            }
        }

        if (page is not null && passedOver is { } start)
        {
            Utf8JsonReader late = new(body[(int)start..]);
            late.Read();
            rows = ReadRows(ref late, page.HasSql, page.Count);
        }

        return page is null || rows is null
            ? throw new JsonException($"the member '{(page is null ? "meta" : "data")}' is missing")
            : page with { Logs = rows };
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

    private static List<LogRecord> ReadRows(ref Utf8JsonReader reader, bool sql, int expected)
    {
        List<LogRecord> rows = new(Math.Clamp(expected, 0, 1_000));
        if (reader.TokenType == JsonTokenType.Null)
        {
            return rows;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("the member 'data' is no list");
        }

        FieldCollector fields = new();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            rows.Add(ReadRow(ref reader, sql, fields));
        }

        return rows;
    }

    private static LogRecord ReadRow(ref Utf8JsonReader reader, bool sql, FieldCollector fields)
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
            string? reserved = ReservedName(ref reader);
            if (reserved is null)
            {
                ReadField(ref reader, fields);
                continue;
            }

            reader.Read();
            string value = ReadText(ref reader);
            bool isField = sql;
            switch (reserved)
            {
                case Time: time = value; break;
                case Source: source = value; break;
                case Topic: topic = value; break;
                // how the service gives the nanoseconds of a log is «unconfirmed»; another value stays a field
                default:
                    nanosecond = ReadNanosecond(value);
                    isField |= nanosecond is null;
                    break;
            }

            if (isField)
            {
                fields.Add(reserved, value);
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
            Fields = fields.Take(),
        };
    }

    private static void ReadField(ref Utf8JsonReader reader, FieldCollector fields)
    {
        if (reader.ValueIsEscaped)
        {
            fields.AddName(TolerantText.Read(ref reader));
        }
        else
        {
            fields.AddName(reader.ValueSpan);
        }

        reader.Read();
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray || reader.ValueIsEscaped)
        {
            fields.AddValue(ReadText(ref reader));
        }
        else
        {
            fields.AddValue(reader.ValueSpan);
        }
    }

    /// <summary>The value the reader stands on as text; of an object or list its JSON.</summary>
    private static string ReadText(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return TolerantText.Read(ref reader);
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                using (JsonDocument nested = JsonDocument.ParseValue(ref reader))
                {
                    return nested.RootElement.GetRawText();
                }

            default:
                return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }

    // what the service adds to a log's own fields
    private static string? ReservedName(ref Utf8JsonReader reader) =>
        !reader.ValueIsEscaped && !reader.ValueSpan.StartsWith("__"u8) ? null
        : reader.ValueTextEquals("__time__"u8) ? Time
        : reader.ValueTextEquals("__source__"u8) ? Source
        : reader.ValueTextEquals("__topic__"u8) ? Topic
        : reader.ValueTextEquals("__time_ns_part__"u8) ? TimePart
        : null;

    private static int? ReadNanosecond(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int nanosecond) && nanosecond <= 999_999_999 ? nanosecond : null;

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (!reader.Read() || reader.TokenType != type)
        {
            throw new JsonException($"{type} was expected, but {reader.TokenType} came");
        }
    }
}
