using System.Globalization;
using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Logs.Api;

/// <summary>GetCursor and GetCursorTime (Log Service API: GetCursor, GetCursorTime).</summary>
internal sealed class CursorOperations(LogServices logs)
{
    /// <summary>The position of the oldest group, after the newest, or of the first one received since a time.</summary>
    public SlsResult Get(OperationContext context)
    {
        (LogstoreRecord logstore, ShardRecord shard) = logs.LogstoreAndShard(context);
        string from = context.Query["from"] ?? "";
        (long first, long end) = logs.Groups.Bounds(logstore.Id, shard.Id, logs.OldestKept(logstore));
        long sequence = from switch
        {
            "begin" => first,
            "end" => end,
            _ when long.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out long time) =>
                logs.Groups.FirstSince(logstore.Id, shard.Id, Math.Max(time, logs.OldestKept(logstore))) ?? end,
            _ => throw SlsErrors.ParameterInvalid($"Parameter From is not valid: '{from}' is neither begin nor end nor an epoch second").ToException(),
        };
        return SlsResult.Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("cursor", Cursor.Write(logstore, sequence));
            json.WriteEndObject();
        });
    }

    /// <summary>
    /// When the group at a cursor was received. At the end of the shard, where no group is, it is the present: our
    /// choice, «unconfirmed» for the service.
    /// </summary>
    public SlsResult GetTime(OperationContext context)
    {
        (LogstoreRecord logstore, ShardRecord shard) = logs.LogstoreAndShard(context);
        string? cursor = context.Query["cursor"];
        long sequence = Cursor.Read(logstore, cursor, "Cursor");
        if (sequence > logs.Groups.Bounds(logstore.Id, shard.Id, 0).End)
        {
            throw Cursor.Invalid("Cursor", cursor);
        }
        long time = logs.Groups.ReceiveTime(logstore.Id, shard.Id, sequence) ?? context.NowSeconds;
        return SlsResult.Json(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("cursor_time", time);
            json.WriteEndObject();
        });
    }
}
