using System.Text.Json;
using AliLogOps.Emulator.Clock;

namespace AliLogOps.Emulator.Faults;

/// <summary>Writes the dial as JSON; what is written can be read back, counters aside.</summary>
internal static class DialJson
{
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<FaultRuleState> rules, ClockSetting clock, DateTimeOffset now, VisibilityDelays delays)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("rules");
        foreach (FaultRuleState rule in rules)
        {
            WriteRule(writer, rule);
        }
        writer.WriteEndArray();
        writer.WriteStartObject("clock");
        writer.WriteNumber("offsetSeconds", clock.Offset.TotalSeconds);
        if (clock.FrozenAt is { } frozen)
        {
            writer.WriteString("frozenAt", frozen);
        }
        else
        {
            writer.WriteNull("frozenAt");
        }
        writer.WriteString("now", now);
        writer.WriteEndObject();
        writer.WriteStartObject("visibility");
        writer.WriteNumber("searchSeconds", delays.Search.TotalSeconds);
        writer.WriteNumber("creationSeconds", delays.Creation.TotalSeconds);
        writer.WriteNumber("indexSeconds", delays.Index.TotalSeconds);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    public static void WriteRule(Utf8JsonWriter writer, FaultRuleState state)
    {
        FaultRule rule = state.Rule;
        writer.WriteStartObject();
        writer.WriteString("name", rule.Name);
        writer.WriteStartArray("operations");
        foreach (string operation in rule.Match.Operations)
        {
            writer.WriteStringValue(operation);
        }
        writer.WriteEndArray();
        writer.WriteString("project", rule.Match.Project);
        writer.WriteString("logstore", rule.Match.Logstore);
        writer.WriteNumber("skip", rule.Skip);
        writer.WriteNumber("every", rule.Every);
        writer.WriteNumber("probability", rule.Probability);
        if (rule.Count is { } count)
        {
            writer.WriteNumber("count", count);
        }
        writer.WriteNumber("seed", rule.Seed);
        WriteEffect(writer, rule.Effect);
        writer.WriteNumber("matched", state.Matched);
        writer.WriteNumber("fired", state.Fired);
        writer.WriteEndObject();
    }

    private static void WriteEffect(Utf8JsonWriter writer, FaultEffect effect)
    {
        writer.WriteString("effect", FaultRuleReader.NameOf(effect.Kind));
        if (effect.Status > 0)
        {
            writer.WriteNumber("status", effect.Status);
        }
        if (effect.Code.Length > 0)
        {
            writer.WriteString("code", effect.Code);
            writer.WriteString("message", effect.Message);
        }
        if (effect.Delay > TimeSpan.Zero)
        {
            writer.WriteNumber("delaySeconds", effect.Delay.TotalSeconds);
        }
        if (effect.Location.Length > 0)
        {
            writer.WriteString("location", effect.Location);
        }
    }
}
