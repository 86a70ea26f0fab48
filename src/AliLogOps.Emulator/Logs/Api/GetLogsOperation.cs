using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Context;
using AliLogOps.Emulator.Logs.Search;
using AliLogOps.Emulator.Logs.Storage;
using AliLogOps.Emulator.Logs.Wire;
using AliLogOps.Emulator.Query;
using AliLogOps.Emulator.Spl;
using AliLogOps.Emulator.Sql;
using AliLogOps.Emulator.Sql.Syntax;

namespace AliLogOps.Emulator.Logs.Api;

/// <summary>
/// GetLogs in both forms: the older one puts its findings into headers, the newer one into the body. Both answer from
/// the same search (Log Service API: GetLogs, GetLogsV2).
/// </summary>
internal sealed class GetLogsOperation(LogServices logs)
{
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>GET /logstores/{logstore}?type=log.</summary>
    public SlsResult GetInHeaders(OperationContext context)
    {
        return InHeaders(context, Search(context, SearchParameters.Read(context.Query)));
    }

    /// <summary>The older form of an answer.</summary>
    public static SlsResult InHeaders(OperationContext context, SearchResult result)
    {
        return ResponseCompression.Answer(context.Request, "application/json", WriteJson(json => WriteRows(json, result)), alwaysSize: false)
            .With("x-log-progress", result.Progress)
            .With("x-log-count", Text(result.Rows.Count))
            .With("x-log-processed-rows", Text(result.ProcessedRows))
            .With("x-log-elapsed-millisecond", Text(result.ElapsedMilliseconds))
            .With("x-log-has-sql", result.HasSql ? "true" : "false")
            .With("x-log-where-query", HeaderText.Encode(result.Query))
            .With("x-log-agg-query", HeaderText.Encode(result.AfterBar))
            .With("x-log-cpu-sec", "0")
            .With("x-log-cpu-cores", "0")
            .With("x-log-query-info", QueryInfo.Header(result));
    }

    /// <summary>POST /logstores/{logstore}/logs.</summary>
    public SlsResult GetInBody(OperationContext context)
    {
        SearchResult result = Search(context, SearchParameters.Read(context.Json));
        ReadOnlyMemory<byte> body = WriteJson(json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("meta");
            QueryInfo.WriteMeta(json, result);
            json.WritePropertyName("data");
            WriteRows(json, result);
            json.WriteEndObject();
        });
        return ResponseCompression.Answer(context.Request, "application/json", body, alwaysSize: false);
    }

    private SearchResult Search(OperationContext context, SearchParameters parameters)
    {
        long start = Stopwatch.GetTimestamp();
        LogstoreRecord logstore = logs.Logstore(context);
        QueryStatement statement = QueryStatement.Split(parameters.Query);
        SearchResult result;
        if (parameters.IsScan || SplText.IsScript(statement.Analytics))
        {
            result = Scan(context, logstore, parameters, statement);
        }
        else
        {
            SearchRequest request = SearchReader.Read(logs, logstore, parameters, statement);
            result = statement.Sql is { } sql
                ? Analyse(context, logstore, parameters, request, sql)
                : LogServices.Reading(logstore, () => Find(logstore, parameters, request, statement.WithPackMeta));
        }
        return result with { ElapsedMilliseconds = (long)Stopwatch.GetElapsedTime(start).TotalMilliseconds };
    }

    private SearchResult Find(LogstoreRecord logstore, SearchParameters parameters, SearchRequest request, bool withPackMeta)
    {
        HitPage page = logs.Search.Find(request, parameters.Offset, parameters.Line, parameters.Reverse);
        bool complete = logs.IsComplete(logstore);
        // a search that broke off has found some of its hits
        IReadOnlyList<ulong> hits = complete ? page.Hits : [.. page.Hits.Take(page.Hits.Count / 2)];
        List<LogRow> rows = ReadRows(logstore, hits, withPackMeta);
        return new SearchResult
        {
            Rows = rows,
            Keys = [.. rows.SelectMany(row => row.Keys()).Distinct()],
            IsComplete = complete,
            ProcessedRows = page.Documents,
            ElapsedMilliseconds = 0,
            Query = request.Text,
            Terms = QueryTerms.Of(request.Query),
            Limited = parameters.Line,
            HasPhrase = QueryTerms.HasPhrase(request.Query),
        };
    }

    private SearchResult Analyse(OperationContext context, LogstoreRecord logstore, SearchParameters parameters, SearchRequest request, string sql)
    {
        SqlAnswer answer = SqlReader.Run(logs, logstore, parameters, request, sql, context);
        return OfAnswer(answer) with
        {
            Query = request.Text.Trim(),
            Analytics = sql.Trim(),
            Terms = QueryTerms.Of(request.Query),
            HasPhrase = QueryTerms.HasPhrase(request.Query),
        };
    }

    /// <summary>What a statement gave, without the query it was part of.</summary>
    public static SearchResult OfAnswer(SqlAnswer answer)
    {
        string[] keys = [.. answer.Columns.Select(column => column.Name)];
        return new SearchResult
        {
            Rows = [.. answer.Rows.Select(values => new SqlRow(keys, values))],
            Keys = keys,
            ColumnTypes = [.. answer.Columns.Select(column => column.Type.ToString())],
            IsComplete = answer.IsComplete,
            ProcessedRows = answer.ProcessedRows,
            ElapsedMilliseconds = 0,
            Query = "",
            Terms = [],
            Limited = SqlLimits.DefaultRows,
        };
    }

    /// <summary>Leads what the search part finds through the commands behind the bar. Without an index, that part must be <c>*</c> or empty.</summary>
    private SearchResult Scan(OperationContext context, LogstoreRecord logstore, SearchParameters parameters, QueryStatement statement)
    {
        if (statement.Analytics?.AsSpan().Trim().IsEmpty == false && !SplText.IsScript(statement.Analytics))
        {
            throw SlsErrors.NotImplemented(statement.WithPackMeta ? "a search with session = mode=scan and with_pack_meta" : "SQL with session = mode=scan").ToException();
        }
        // «unconfirmed»: the service's guide wants an index of any kind even for *
        bool isAll = statement.Search.AsSpan().Trim() is "" or "*";
        SearchRequest? request = isAll && logs.Versions.Current(logstore.Id) is null ? null : SearchReader.Read(logs, logstore, parameters, statement);
        string? script = SplText.IsScript(statement.Analytics) ? statement.Analytics : null;
        ScanPage page = SplReader.Scan(logs, logstore, parameters, request, script, context);
        bool complete = logs.IsComplete(logstore);
        IReadOnlyList<SplRow> rows = complete ? page.Rows : [.. page.Rows.Take(page.Rows.Count / 2)];
        return new SearchResult
        {
            Rows = rows,
            Keys = [.. rows.SelectMany(row => row.Keys()).Distinct()],
            IsComplete = complete,
            ProcessedRows = page.Scanned,
            ElapsedMilliseconds = 0,
            Query = statement.Search.Trim(),
            Script = script?.Trim() ?? "",
            ScannedBytes = page.ScannedBytes,
            Terms = request is null ? [] : QueryTerms.Of(request.Query),
            Limited = parameters.Line,
        };
    }

    private List<LogRow> ReadRows(LogstoreRecord logstore, IReadOnlyList<ulong> hits, bool withPackMeta)
    {
        List<(long GroupId, int Index)> places = logs.Engines.Get(logstore.Id).Locate([.. hits.Select(Hit.Ordinal)]);
        return places.ConvertAll(place =>
        {
            LogGroupLayout group = logs.Engines.Groups.Get(place.GroupId);
            string? meta = withPackMeta ? new PackMeta(place.GroupId, group.LogCount, place.Index).Write(logstore) : null;
            return LogRow.Read(group, place.Index, meta, logstore.EnableModify ? new RowId(place.GroupId, place.Index).ToString() : null);
        });
    }

    private static void WriteRows(Utf8JsonWriter json, SearchResult result)
    {
        json.WriteStartArray();
        foreach (IAnswerRow row in result.Rows)
        {
            row.Write(json);
        }
        json.WriteEndArray();
    }

    private static ReadOnlyMemory<byte> WriteJson(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new(16 * 1024);
        using (Utf8JsonWriter json = new(buffer, s_json))
        {
            write(json);
        }
        return buffer.WrittenMemory;
    }

    private static string Text(long value)
    {
        return value.ToString(CultureInfo.InvariantCulture);
    }
}
