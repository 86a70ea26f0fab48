using System.Globalization;
using System.Text;

namespace AliLogOps.Setup.Reports;

/// <summary>Prometheus text, version 0.0.4: the verdict of each check, its duration, and the age of each heartbeat.</summary>
internal static class PrometheusReport
{
    public static string Create(VerificationReport report)
    {
        StringBuilder text = new();
        Head(text, "alilogops_check_passed", "Whether a check of the log collection passed (1) or failed (0); skipped checks are left out.");
        foreach (CheckResult check in report.Checks.Where(check => check.Status != CheckStatus.Skipped))
        {
            Sample(text, "alilogops_check_passed", Labels(check), check.Status == CheckStatus.Fail ? 0 : 1);
        }

        Head(text, "alilogops_check_duration_seconds", "How long a check took.");
        foreach (CheckResult check in report.Checks)
        {
            Sample(text, "alilogops_check_duration_seconds", Labels(check), check.Duration.TotalSeconds);
        }

        Head(text, "alilogops_heartbeat_age_seconds", "The age of an agent's last heartbeat when it was looked at.");
        foreach (CheckResult check in report.Checks)
        {
            foreach (HeartbeatRow machine in (check.Data as HeartbeatData)?.Machines ?? [])
            {
                if (machine.Age is TimeSpan age)
                {
                    Sample(text, "alilogops_heartbeat_age_seconds", $"environment=\"{Escape(check.Environment)}\",host=\"{Escape(machine.Name)}\"", age.TotalSeconds);
                }
            }
        }

        Head(text, "alilogops_verification_timestamp_seconds", "When the verification was made.");
        text.Append("alilogops_verification_timestamp_seconds ").Append(report.Time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)).Append('\n');
        return text.ToString();
    }

    private static string Labels(CheckResult check) => $"environment=\"{Escape(check.Environment)}\",id=\"{Escape(check.Id)}\"";

    private static void Head(StringBuilder text, string name, string help) =>
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(" gauge\n");

    private static void Sample(StringBuilder text, string name, string labels, double value) =>
        text.Append(name).Append('{').Append(labels).Append("} ").Append(value.ToString("0.######", CultureInfo.InvariantCulture)).Append('\n');

    private static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
