using System.Text.Json;
using System.Text.Json.Serialization;

namespace AliLogOps.Client;

/// <summary>What an export is to do, fixed when it begins: a run that goes on reads to the same ends and cuts at the same places.</summary>
internal sealed record ExportPlan
{
    public int Version { get; init; } = 1;

    public required string Endpoint { get; init; }

    public required string ProjectName { get; init; }

    public required string LogstoreName { get; init; }

    public required LogExportFormat Format { get; init; }

    public required bool Compress { get; init; }

    public required IReadOnlyList<string> Fields { get; init; }

    public required int ChunkBytes { get; init; }

    public required DateTimeOffset StartTime { get; init; }

    public required IReadOnlyList<ExportShard> Shards { get; init; }
}

/// <summary>A shard and the stretch of it that is exported.</summary>
internal sealed record ExportShard(int ShardId, string Begin, string End);

/// <summary>How far the file of a shard is: everything needed to cut it there and go on.</summary>
internal sealed record ExportCheckpoint
{
    /// <summary>Where to pull from.</summary>
    public required string Cursor { get; init; }

    /// <summary>Logs behind the cursor that are in the file already.</summary>
    public long Skip { get; init; }

    public long Bytes { get; init; }

    public long RawBytes { get; init; }

    public long Logs { get; init; }

    public long ExtraFields { get; init; }

    public uint? FirstTime { get; init; }

    public uint? LastTime { get; init; }

    /// <summary>SHA-256 of the file up to here.</summary>
    public string Sha256 { get; init; } = string.Empty;

    public bool IsDone { get; init; }
}

/// <summary>Small JSON files that are whole at any moment: written beside, then put in place.</summary>
internal static class StateFile
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter() },
        WriteIndented = true,
    };

    /// <summary>The content, or null when the file is not there.</summary>
    /// <exception cref="LogExportException">The file is damaged.</exception>
    public static T? Read<T>(string path)
        where T : class
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return JsonSerializer.Deserialize<T>(stream, s_options) ?? throw new JsonException("it is empty");
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (JsonException fault)
        {
            throw new LogExportException("ExportDamaged", $"'{path}' cannot be read: {fault.Message}", "Begin the export anew with -Force.", fault);
        }
    }

    public static void Write<T>(string path, T content)
    {
        string beside = path + ".new";
        using (FileStream stream = new(beside, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            JsonSerializer.Serialize(stream, content, s_options);
            // before the name points to it: after a power cut there is the old file or the new one
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }
}
