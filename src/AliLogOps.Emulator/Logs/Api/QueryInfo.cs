using System.Buffers;
using System.Text;
using System.Text.Json;

namespace AliLogOps.Emulator.Logs.Api;

/// <summary>What an answer says about its query.</summary>
internal static class QueryInfo
{
    /// <summary>The header x-log-query-info; all but ASCII is escaped.</summary>
    public static string Header(SearchResult result)
    {
        ArrayBufferWriter<byte> buffer = new(1024);
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            WriteKeys(json, result);
            json.WriteStartArray("terms");
            foreach ((string key, string term) in result.Terms)
            {
                json.WriteStartArray();
                json.WriteStringValue(term);
                json.WriteStringValue(key);
                json.WriteEndArray();
            }
            json.WriteEndArray();
            WriteCommon(json, result);
            json.WriteStartObject("highlight");
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return Encoding.ASCII.GetString(buffer.WrittenSpan);
    }

    /// <summary>The member meta of the newer form.</summary>
    public static void WriteMeta(Utf8JsonWriter json, SearchResult result)
    {
        json.WriteStartObject();
        json.WriteString("progress", result.Progress);
        json.WriteNumber("count", result.Rows.Count);
        json.WriteNumber("processedRows", result.ProcessedRows);
        json.WriteNumber("processedBytes", 0);
        json.WriteNumber("elapsedMillisecond", result.ElapsedMilliseconds);
        json.WriteBoolean("hasSQL", result.HasSql);
        json.WriteString("whereQuery", result.Query);
        json.WriteString("aggQuery", result.AfterBar);
        json.WriteNumber("cpuSec", 0);
        json.WriteNumber("cpuCores", 0);
        WriteKeys(json, result);
        json.WriteStartArray("terms");
        foreach ((string key, string term) in result.Terms)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WriteString("term", term);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        WriteCommon(json, result);
        json.WriteStartArray("highlights");
        json.WriteEndArray();
        // the spelling is the service's
        json.WriteString("telementryType", "None");
        json.WriteBoolean("powerSql", false);
        json.WriteString("insertedSQL", "");
        json.WriteEndObject();
    }

    private static void WriteKeys(Utf8JsonWriter json, SearchResult result)
    {
        json.WriteStartArray("keys");
        foreach (string key in result.Keys)
        {
            json.WriteStringValue(key);
        }
        json.WriteEndArray();
    }

    private static void WriteCommon(Utf8JsonWriter json, SearchResult result)
    {
        json.WriteNumber("limited", result.Limited);
        json.WriteNumber("mode", result.Mode);
        json.WriteStartObject("phraseQueryInfo");
        json.WriteBoolean("scanAll", true);
        json.WriteNumber("beginOffset", 0);
        json.WriteNumber("endOffset", 0);
        json.WriteNumber("endTime", 0);
        json.WriteEndObject();
        json.WriteNumber("shard", 0);
        json.WriteNumber("scanBytes", result.ScannedBytes);
        json.WriteBoolean("isAccurate", true);
        json.WriteStartArray("columnTypes");
        foreach (string type in result.ColumnTypes)
        {
            json.WriteStringValue(type);
        }
        json.WriteEndArray();
        json.WriteString("marker", "");
    }
}
