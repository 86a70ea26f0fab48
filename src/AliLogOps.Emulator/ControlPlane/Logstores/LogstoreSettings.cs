using System.Text.Json.Nodes;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>The members of a logstore that a caller sets, their defaults and their rules.</summary>
internal static class LogstoreSettings
{
    public const int MaxTtl = 3650;
    public const int MaxShardsAtCreation = 100;

    /// <summary>The setting that lets logs be changed and deleted; fixed when the logstore is made.</summary>
    public const string EnableModify = "enableModify";

    private static readonly HashSet<string> s_known = new(StringComparer.Ordinal)
    {
        "logstoreName", "ttl", "shardCount", "enable_tracking", "autoSplit", "maxSplitShard", "appendMeta", "telemetryType",
        "hot_ttl", "infrequentAccessTTL", "archiveTTL", "mode", "encrypt_conf", "processorId", "productType", EnableModify,
        // a client that reads, changes and writes back sends what it has read
        "createTime", "lastModifyTime",
    };

    private static readonly HashSet<string> s_knownOfMetrics = new(StringComparer.Ordinal)
    {
        "name", "ttl", "shardCount", "autoSplit", "maxSplitShard", "mode", "metricType", "hot_ttl", "infrequentAccessTTL", "createTime", "lastModifyTime",
    };

    /// <summary>Settings of a new metric store.</summary>
    /// <exception cref="SlsException">400 LogStoreInfoInvalid.</exception>
    public static JsonObject OfCreateMetrics(JsonMembers body)
    {
        JsonObject settings = Defaults(body);
        settings["telemetryType"] = "Metrics";
        return Overlay(settings, body, s_knownOfMetrics);
    }

    /// <summary>Settings of a metric store after an update. A member that is not sent keeps its value («unconfirmed»).</summary>
    /// <exception cref="SlsException">400 LogStoreInfoInvalid.</exception>
    public static JsonObject OfUpdateMetrics(JsonObject current, JsonMembers body)
    {
        return Overlay((JsonObject)current.DeepClone(), body, s_knownOfMetrics);
    }

    /// <summary>Settings of a new logstore: the defaults, overlaid with the body.</summary>
    /// <exception cref="SlsException">400 LogStoreInfoInvalid.</exception>
    public static JsonObject OfCreate(JsonMembers body)
    {
        JsonObject settings = Overlay(Defaults(body), body, s_known);
        settings[EnableModify] = body.Bool(EnableModify) ?? false;
        return settings;
    }

    private static JsonObject Defaults(JsonMembers body)
    {
        return new JsonObject
        {
            ["ttl"] = body.RequiredInt("ttl"),
            ["enable_tracking"] = false,
            ["autoSplit"] = false,
            ["maxSplitShard"] = 0,
            ["appendMeta"] = false,
            ["telemetryType"] = "None",
            ["mode"] = "standard",
        };
    }

    /// <summary>Whether logs of a logstore with these settings may be changed; those of a layout before 4 have no such setting.</summary>
    public static bool IsModifiable(JsonObject settings)
    {
        return settings[EnableModify] is { } enabled && (bool)enabled;
    }

    /// <summary>
    /// Settings after an update. A member that is not sent keeps its value («unconfirmed»: the official clients send all). enableModify
    /// cannot be switched; the code of that refusal is «unconfirmed».
    /// </summary>
    /// <exception cref="SlsException">400 LogStoreInfoInvalid or ParameterInvalid.</exception>
    public static JsonObject OfUpdate(JsonObject current, JsonMembers body)
    {
        body.RequiredInt("ttl");
        if (body.Bool(EnableModify) is { } modify && modify != IsModifiable(current))
        {
            throw SlsErrors.ParameterInvalid($"enableModify cannot be changed from {(modify ? "false" : "true")}: it is fixed when a logstore is made").ToException();
        }
        string telemetry = (string)current["telemetryType"]!;
        JsonObject settings = Overlay((JsonObject)current.DeepClone(), body, s_known);
        return (string)settings["telemetryType"]! == telemetry
            ? settings
            : throw SlsErrors.ParameterInvalid($"telemetryType cannot be changed from {telemetry}").ToException();
    }

    private static JsonObject Overlay(JsonObject settings, JsonMembers body, HashSet<string> known)
    {
        if (body.UnknownMembers(known).FirstOrDefault() is { } unknown)
        {
            throw body.Fail($"redundant key exist in json: {unknown}");
        }
        Set(settings, "ttl", body.Int("ttl"));
        Set(settings, "enable_tracking", body.Bool("enable_tracking"));
        Set(settings, "autoSplit", body.Bool("autoSplit"));
        Set(settings, "maxSplitShard", body.Int("maxSplitShard"));
        Set(settings, "appendMeta", body.Bool("appendMeta"));
        Set(settings, "telemetryType", body.String("telemetryType") is { } telemetry ? telemetry.Length == 0 ? "None" : telemetry : null);
        Set(settings, "hot_ttl", body.Int("hot_ttl"));
        Set(settings, "infrequentAccessTTL", body.Int("infrequentAccessTTL"));
        Set(settings, "archiveTTL", body.Int("archiveTTL"));
        Set(settings, "mode", body.String("mode") is { Length: > 0 } mode ? mode : null);
        Set(settings, "processorId", body.String("processorId"));
        Set(settings, "productType", body.String("productType"));
        if (body.Object("encrypt_conf") is { } encryption)
        {
            CheckEncryption(new JsonMembers(encryption, SlsErrors.LogStoreInfoInvalid));
            settings["encrypt_conf"] = JsonObject.Create(encryption.Clone());
        }
        Check(settings, body);
        return settings;
    }

    private static void Check(JsonObject settings, JsonMembers body)
    {
        int ttl = (int)settings["ttl"]!;
        if (ttl is < 1 or > MaxTtl)
        {
            throw body.Fail($"ttl {ttl} is invalid: it must be within range [1, {MaxTtl}], {MaxTtl} keeps the logs for ever");
        }
        int maxSplit = (int)settings["maxSplitShard"]!;
        if ((bool)settings["autoSplit"]! ? maxSplit is < 1 or > 256 : maxSplit is < 0 or > 256)
        {
            throw body.Fail("maxSplitShard must be within range [1, 256]");
        }
        // «unconfirmed»: the API model says at least 7, an older document 30
        if (settings["hot_ttl"] is { } hot && (int)hot != -1 && ((int)hot < 7 || (int)hot > ttl))
        {
            throw body.Fail($"hot_ttl {(int)hot} is invalid: it must be -1 or within range [7, {ttl}] (ttl)");
        }
        if (settings["infrequentAccessTTL"] is { } infrequent && (int)infrequent < 30)
        {
            throw body.Fail("infrequentAccessTTL must large than 30");
        }
        if (settings["archiveTTL"] is { } archive && (int)archive < 60)
        {
            throw body.Fail("archiveTTL must large than 60");
        }
        string mode = (string)settings["mode"]!;
        if (mode is not ("standard" or "query" or "lite"))
        {
            throw body.Fail($"mode {mode} is invalid: it must be standard or query");
        }
        string telemetry = (string)settings["telemetryType"]!;
        if (telemetry is not ("None" or "Metrics"))
        {
            throw body.Fail($"telemetryType {telemetry} is invalid: it must be None or Metrics");
        }
    }

    private static void CheckEncryption(JsonMembers encryption)
    {
        if (encryption.Bool("enable") is null)
        {
            throw encryption.Fail("encrypt_conf is invalid: enable is lacking");
        }
        if (encryption.String("encrypt_type") is { } type && type is not ("default" or "m4"))
        {
            throw encryption.Fail($"encrypt_conf is invalid: encrypt_type {type} must be default or m4");
        }
        if (encryption.Object("user_cmk_info") is { } cmk)
        {
            JsonMembers members = new(cmk, SlsErrors.LogStoreInfoInvalid);
            members.RequiredString("cmk_key_id");
            members.RequiredString("arn");
            members.RequiredString("region_id");
        }
    }

    private static void Set(JsonObject settings, string name, JsonNode? value)
    {
        if (value is not null)
        {
            settings[name] = value;
        }
    }
}
