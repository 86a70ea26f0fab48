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

        if (report.Faults.Count > 0)
        {
            text.Append("\n## What to do\n\n");
            foreach (CheckResult check in report.Faults)
            {
                text.Append("- **").Append(Title(check)).Append("** — ").Append(Cell(check.Evidence)).Append("  \n  ").Append(Cell(check.Remedy)).Append('\n');
            }
        }

        if (report.Consequences.Count > 0)
        {
            text.Append("\nFails for that reason, and should pass again once it is mended:\n\n");
            foreach (CheckResult check in report.Consequences)
            {
                text.Append("- ").Append(Title(check)).Append(" — ").Append(Cell(check.Evidence)).Append('\n');
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

    private static string Title(CheckResult check) =>
        Cell((check.Environment.Length > 0 ? check.Environment + ": " : string.Empty) + $"«{check.Check}» does not hold");

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
