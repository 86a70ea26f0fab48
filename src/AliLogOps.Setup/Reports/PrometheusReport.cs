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
        Samples(text, "alilogops_check_passed", report.Checks.Where(check => check.Status != CheckStatus.Skipped).Select(check => (Labels(check), check.Status == CheckStatus.Fail ? 0.0 : 1.0)), values => values.Min());

        Head(text, "alilogops_check_duration_seconds", "How long a check took.");
        Samples(text, "alilogops_check_duration_seconds", report.Checks.Select(check => (Labels(check), check.Duration.TotalSeconds)), values => values.Sum());

        Head(text, "alilogops_heartbeat_age_seconds", "The age of an agent's last heartbeat when it was looked at.");
        Samples(
            text,
            "alilogops_heartbeat_age_seconds",
            report.Checks.SelectMany(check => ((check.Data as HeartbeatData)?.Machines ?? []).Where(machine => machine.Age is not null)
                .Select(machine => ($"environment=\"{Escape(check.Environment)}\",host=\"{Escape(machine.Name)}\"", machine.Age!.Value.TotalSeconds))),
            values => values.Max());

        Head(text, "alilogops_verification_timestamp_seconds", "When the verification was made.");
        text.Append("alilogops_verification_timestamp_seconds ").Append(report.Time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)).Append('\n');
        return text.ToString();
    }

    private static string Labels(CheckResult check) => $"environment=\"{Escape(check.Environment)}\",id=\"{Escape(check.Id)}\"";

    private static void Head(StringBuilder text, string name, string help) =>
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(" gauge\n");

    // Prometheus refuses a whole file that has a sample twice, as the same check of several hosts or projects would make it
    private static void Samples(StringBuilder text, string name, IEnumerable<(string Labels, double Value)> samples, Func<IEnumerable<double>, double> join)
    {
        foreach (IGrouping<string, double> same in samples.GroupBy(sample => sample.Labels, sample => sample.Value, StringComparer.Ordinal))
        {
            text.Append(name).Append('{').Append(same.Key).Append("} ").Append(join(same).ToString("0.######", CultureInfo.InvariantCulture)).Append('\n');
        }
    }

    private static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
