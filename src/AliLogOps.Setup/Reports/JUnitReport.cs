using System.Globalization;
using System.Text;
using System.Xml;

namespace AliLogOps.Setup.Reports;

/// <summary>JUnit XML: a suite for each environment, a case for each check.</summary>
internal static class JUnitReport
{
    public static string Create(VerificationReport report)
    {
        StringBuilder text = new();
        XmlWriterSettings settings = new() { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true };
        using (XmlWriter writer = XmlWriter.Create(text, settings))
        {
            writer.WriteStartElement("testsuites");
            writer.WriteAttributeString("name", Clean(report.Title));
            WriteCounts(writer, report.Checks);
            foreach (EnvironmentResult environment in report.Environments)
            {
                writer.WriteStartElement("testsuite");
                writer.WriteAttributeString("name", Clean(environment.Environment.Length > 0 ? environment.Environment : report.Title));
                writer.WriteAttributeString("timestamp", environment.Checks[0].StartTime.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
                WriteCounts(writer, environment.Checks);
                foreach (CheckResult check in environment.Checks)
                {
                    WriteCase(writer, environment.Environment, check);
                }

                writer.WriteEndElement();
            }

            writer.WriteEndElement();
        }

        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + text + "\n";
    }

    private static void WriteCounts(XmlWriter writer, IReadOnlyList<CheckResult> checks)
    {
        writer.WriteAttributeString("tests", Number(checks.Count));
        writer.WriteAttributeString("failures", Number(checks.Count(check => check.Status == CheckStatus.Fail)));
        writer.WriteAttributeString("errors", "0");
        writer.WriteAttributeString("skipped", Number(checks.Count(check => check.Status == CheckStatus.Skipped)));
        writer.WriteAttributeString("time", Seconds(checks.Aggregate(TimeSpan.Zero, (sum, check) => sum + check.Duration)));
    }

    private static void WriteCase(XmlWriter writer, string environment, CheckResult check)
    {
        writer.WriteStartElement("testcase");

        // A server tells cases apart by class name and name together.
        writer.WriteAttributeString("classname", Clean(environment.Length > 0 ? $"{environment}.{check.Id}" : check.Id));
        writer.WriteAttributeString("name", Clean(check.Check));
        writer.WriteAttributeString("time", Seconds(check.Duration));
        switch (check.Status)
        {
            case CheckStatus.Fail:
                writer.WriteStartElement("failure");
                writer.WriteAttributeString("message", Clean(check.Evidence));
                writer.WriteAttributeString("type", check.Id);
                writer.WriteString(Clean($"{check.Evidence}\n\nWhy it matters: {check.Cause}\nWhat to do: {check.Remedy}\n"));
                writer.WriteEndElement();
                break;
            case CheckStatus.Skipped:
                writer.WriteStartElement("skipped");
                writer.WriteAttributeString("message", Clean(check.Evidence));
                writer.WriteEndElement();
                break;
            default:
                writer.WriteElementString("system-out", Clean(check.Status == CheckStatus.Warning ? $"Warning: {check.Evidence}\n{check.Remedy}" : check.Evidence));
                break;
        }

        writer.WriteEndElement();
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    // Evidence quotes what hosts wrote; XML 1.0 cannot hold most control characters, nor half a character, not even escaped.
    private static string Clean(string text)
    {
        StringBuilder clean = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            clean.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? Rune.ReplacementChar : rune);
        }

        return clean.ToString();
    }
}
