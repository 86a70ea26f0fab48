using System.Text.Json.Nodes;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>A logstore as stored; times are epoch seconds, retention is in days.</summary>
internal sealed record LogstoreRecord
{
    public long Id { get; init; }

    public required string ProjectName { get; init; }

    public required string Name { get; init; }

    /// <summary>Days the logs are kept; 3650 keeps them for ever.</summary>
    public required int TtlDays { get; init; }

    /// <summary>Adds __client_ip__ and __receive_time__ tags to what is written.</summary>
    public bool AppendMeta { get; init; }

    /// <summary>Allows anonymous writes (web tracking).</summary>
    public bool EnableTracking { get; init; }

    /// <summary><c>standard</c>, <c>query</c> or <c>lite</c>; the last two refuse SQL.</summary>
    public string Mode { get; init; } = "standard";

    /// <summary>Logs have row ids and may be changed and deleted.</summary>
    public bool EnableModify { get; init; }

    /// <summary>All members of the create or update body, with the defaults filled in, as GetLogStore returns them.</summary>
    public required JsonObject Settings { get; init; }

    public long CreateTime { get; init; }

    public long LastModifyTime { get; init; }
}

/// <summary>A shard: a range of the MD5 key space.</summary>
/// <param name="Id">Number inside the logstore, from 0.</param>
/// <param name="IsReadWrite">False once it has been split or merged.</param>
/// <param name="InclusiveBeginKey">32 lower-case hexadecimal digits.</param>
/// <param name="ExclusiveEndKey">32 lower-case hexadecimal digits; the last shard's is 32 f and counts as inclusive.</param>
/// <param name="CreateTime">Epoch seconds.</param>
internal sealed record ShardRecord(int Id, bool IsReadWrite, string InclusiveBeginKey, string ExclusiveEndKey, long CreateTime);
