using System.Globalization;
using System.Text;

namespace AliLogOps.Setup.Reports;

/// <summary>Markdown: the verdict, what to do, then every check.</summary>
internal static class MarkdownReport
{
    public static string Create(VerificationReport report)
    {
        StringBuilder text = new();
        text.Append("# ").Append(Cell(report.Title)).Append("\n\n");
        text.Append(report.Passed ? "✅ " : "❌ ").Append("**").Append(Cell(report.Verdict)).Append("**\n\n");
        text.Append(report.Time.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)).Append('\n');

        CheckResult[] failed = [.. report.Checks.Where(check => check.Status == CheckStatus.Fail)];
        if (failed.Length > 0)
        {
            text.Append("\n## What to do\n\n");
            foreach (CheckResult check in failed)
            {
                string place = check.Environment.Length > 0 ? check.Environment + ": " : string.Empty;
                text.Append("- **").Append(Cell(place + check.Check)).Append("** — ").Append(Cell(check.Evidence)).Append("  \n  ").Append(Cell(check.Remedy)).Append('\n');
            }
        }

        foreach (EnvironmentResult environment in report.Environments)
        {
            text.Append("\n## ").Append(environment.Environment.Length > 0 ? Cell(environment.Environment) : "Checks").Append("\n\n");
            text.Append("| | check | evidence |\n| --- | --- | --- |\n");
            foreach (CheckResult check in environment.Checks)
            {
                text.Append("| ").Append(Mark(check.Status)).Append(" | ").Append(Cell(check.Check)).Append(" | ").Append(Cell(check.Evidence)).Append(" |\n");
            }
        }

        return text.ToString();
    }

    private static string Mark(CheckStatus status) => status switch
    {
        CheckStatus.Pass => "✅",
        CheckStatus.Warning => "⚠️",
        CheckStatus.Fail => "❌",
        _ => "⏭️",
    };

    private static string Cell(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace("\r", string.Empty, StringComparison.Ordinal)
        .Replace("\n", " ", StringComparison.Ordinal);
}
