using System.Text.Json;

namespace AliLogOps.Client;

/// <summary>The emulator's dial on the wire.</summary>
internal static class EmulatorDialJson
{
    public static EmulatorDial Read(JsonElement json)
    {
        JsonElement clock = json.GetObject("clock");
        JsonElement visibility = json.GetObject("visibility");
        return new EmulatorDial
        {
            Faults = json.TryGetProperty("rules", out JsonElement rules) && rules.ValueKind == JsonValueKind.Array
                ? [.. rules.EnumerateArray().Select(ReadFault)]
                : [],
            ClockOffset = Seconds(clock, "offsetSeconds"),
            ClockFrozenAt = clock.GetTime("frozenAt"),
            SearchDelay = Seconds(visibility, "searchSeconds"),
            CreationDelay = Seconds(visibility, "creationSeconds"),
            IndexDelay = Seconds(visibility, "indexSeconds"),
        };
    }

    public static EmulatorFault ReadFault(JsonElement json) => new()
    {
        Name = json.GetText("name") ?? throw new JsonException("a fault has no name"),
        Operations = json.GetTexts("operations"),
        ProjectName = NullIfEmpty(json.GetText("project")),
        LogstoreName = NullIfEmpty(json.GetText("logstore")),
        Effect = Enum.TryParse(json.GetText("effect"), ignoreCase: true, out EmulatorFaultEffect effect) ? effect : throw new JsonException("a fault has an unknown effect"),
        Status = json.GetInt("status"),
        Code = json.GetText("code"),
        Message = json.GetText("message"),
        Delay = json.TryGetProperty("delaySeconds", out JsonElement delay) ? TimeSpan.FromSeconds(delay.GetDouble()) : null,
        Location = json.GetText("location"),
        Skip = json.GetInt("skip") ?? 0,
        Every = json.GetInt("every") ?? 1,
        Probability = json.TryGetProperty("probability", out JsonElement chance) ? chance.GetDouble() : 1,
        Count = json.GetInt("count"),
        Seed = json.GetInt("seed") ?? 0,
        Matched = json.GetInteger("matched") ?? 0,
        Fired = json.GetInteger("fired") ?? 0,
    };

    public static ReadOnlyMemory<byte> WriteFault(EmulatorFault fault) => JsonBytes.Object(fault, static (writer, fault) =>
    {
        WriteText(writer, "name", fault.Name);
        writer.WriteTexts("operations", fault.Operations);
        WriteText(writer, "project", fault.ProjectName);
        WriteText(writer, "logstore", fault.LogstoreName);
        string effect = fault.Effect.ToString();
        writer.WriteString("effect", char.ToLowerInvariant(effect[0]) + effect[1..]);
        if (fault.Status is { } status)
        {
            writer.WriteNumber("status", status);
        }

        WriteText(writer, "code", fault.Code);
        WriteText(writer, "message", fault.Message);
        if (fault.Delay is { } delay)
        {
            writer.WriteNumber("delaySeconds", delay.TotalSeconds);
        }

        WriteText(writer, "location", fault.Location);
        writer.WriteNumber("skip", fault.Skip);
        writer.WriteNumber("every", fault.Every);
        writer.WriteNumber("probability", fault.Probability);
        if (fault.Count is { } count)
        {
            writer.WriteNumber("count", count);
        }

        writer.WriteNumber("seed", fault.Seed);
    });

    /// <summary>Clock and delays; the faults stay as they are.</summary>
    public static ReadOnlyMemory<byte> WriteTimes(EmulatorDial dial) => JsonBytes.Object(dial, static (writer, dial) =>
    {
        writer.WriteStartObject("clock");
        writer.WriteNumber("offsetSeconds", dial.ClockOffset.TotalSeconds);
        if (dial.ClockFrozenAt is { } frozen)
        {
            writer.WriteString("frozenAt", frozen.ToUniversalTime());
        }

        writer.WriteEndObject();
        writer.WriteStartObject("visibility");
        writer.WriteNumber("searchSeconds", dial.SearchDelay.TotalSeconds);
        writer.WriteNumber("creationSeconds", dial.CreationDelay.TotalSeconds);
        writer.WriteNumber("indexSeconds", dial.IndexDelay.TotalSeconds);
        writer.WriteEndObject();
    });

    private static TimeSpan Seconds(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value) && value.TryGetDouble(out double seconds) ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static void WriteText(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }
}
