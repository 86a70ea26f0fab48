using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AliLogOps.Setup.Reports;

/// <summary>One JSON object a line, one line a check.</summary>
internal static class JsonLinesReport
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Create(VerificationReport report)
    {
        using MemoryStream stream = new();
        foreach (CheckResult check in report.Checks)
        {
            using (Utf8JsonWriter writer = new(stream, s_options))
            {
                writer.WriteStartObject();
                writer.WriteString("title", report.Title);
                writer.WriteString("environment", check.Environment);
                writer.WriteString("id", check.Id);
                writer.WriteString("check", check.Check);
                writer.WriteString("status", check.Status.ToString());
                writer.WriteString("evidence", check.Evidence);
                writer.WriteString("cause", check.Cause);
                writer.WriteString("remedy", check.Remedy);
                writer.WriteString("startTime", check.StartTime);
                writer.WriteNumber("durationSeconds", Math.Round(check.Duration.TotalSeconds, 6));
                writer.WriteEndObject();
            }

            stream.WriteByte((byte)'\n');
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
