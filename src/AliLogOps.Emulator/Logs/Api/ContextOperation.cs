using System.Globalization;
using System.Text.Json;
using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Context;
using AliLogOps.Emulator.Logs.Wire;

namespace AliLogOps.Emulator.Logs.Api;

/// <summary>GetContextLogs: what was logged around a log (Log Service API: GetContextLogs).</summary>
internal sealed class ContextOperation(LogServices logs)
{
    private const int MaxLines = 100;

    private readonly ContextSearch _search = new(logs.Engines);

    /// <summary>GET /logstores/{logstore}?type=context_log.</summary>
    public SlsResult Get(OperationContext context)
    {
        LogstoreRecord logstore = logs.Logstore(context);
        int back = ReadLines(context, "back_lines");
        int forward = ReadLines(context, "forward_lines");
        if (logs.Versions.Current(logstore.Id) is null)
        {
            throw SlsErrors.LogstoreWithoutIndex().ToException();
        }
        List<ContextLog> found = LogServices.Reading(logstore, () =>
        {
            (PackMeta place, PackId id) = ReadPlace(context, logstore);
            return _search.Find(logstore.Id, place, id.Context, back, forward);
        });
        if (found.Count == 0)
        {
            throw Invalid("pack_meta", context.Query["pack_meta"]);
        }
        bool complete = logs.IsComplete(logstore);
        if (!complete)
        {
            // a search that broke off knows the log itself
            found.RemoveAll(log => log.Number != 0);
        }
        return SlsResult.Json(json => Write(json, logstore, found, complete));
    }

    private static void Write(Utf8JsonWriter json, LogstoreRecord logstore, List<ContextLog> found, bool complete)
    {
        json.WriteStartObject();
        json.WriteNumber("total_lines", found.Count);
        json.WriteNumber("back_lines", found.Count(log => log.Number < 0));
        json.WriteNumber("forward_lines", found.Count(log => log.Number > 0));
        json.WriteString("progress", complete ? "Complete" : "Incomplete");
        json.WriteStartArray("logs");
        foreach (ContextLog log in found)
        {
            LogRow row = LogRow.Read(log.Group, log.Index, new PackMeta(log.GroupId, log.Group.LogCount, log.Index).Write(logstore));
            row.Prepend("__index_number__", log.Number.ToString(CultureInfo.InvariantCulture));
            row.Write(json);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static int ReadLines(OperationContext context, string name)
    {
        string? text = context.Query[name];
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int lines) && lines is > 0 and <= MaxLines
            ? lines
            : throw SlsErrors.ParameterInvalid($"parameter {name} is '{text}': it must be an integer from 1 to {MaxLines.ToString(CultureInfo.InvariantCulture)}").ToException();
    }

    private (PackMeta Place, PackId Id) ReadPlace(OperationContext context, LogstoreRecord logstore)
    {
        string id = context.Query["pack_id"] ?? "";
        string meta = context.Query["pack_meta"] ?? "";
        if (PackMeta.TryRead(logstore, meta) is not { } place)
        {
            throw Invalid("pack_meta", meta);
        }
        LogGroupLayout group;
        try
        {
            group = logs.Engines.Groups.Get(place.GroupId);
        }
        catch (KeyNotFoundException)
        {
            throw Invalid("pack_meta", meta);
        }
        if (place.Index >= group.LogCount || place.LogCount != group.LogCount)
        {
            throw Invalid("pack_meta", meta);
        }
        return PackId.Of(group.Tags) is { } pack && pack.Text == id ? (place, pack) : throw Invalid("pack_id", id);
    }

    private static SlsException Invalid(string name, string? value)
    {
        return SlsErrors.InvalidParameter($"{name} '{value}' is of no log of this logstore: take pack_id and pack_meta from a row of a search with |with_pack_meta").ToException();
    }
}
