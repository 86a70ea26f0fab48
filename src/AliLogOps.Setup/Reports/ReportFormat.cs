namespace AliLogOps.Setup.Reports;

/// <summary>The forms a report can have.</summary>
public enum ReportFormat
{
    /// <summary>One page for people, self-contained.</summary>
    Html,

    /// <summary>JUnit XML, as GitLab and other servers show test reports.</summary>
    JUnit,

    /// <summary>Markdown, for merge requests and chat.</summary>
    Markdown,

    /// <summary>One JSON object a line, for programs.</summary>
    JsonLines,

    /// <summary>Prometheus text, for a textfile collector.</summary>
    Prometheus,
}

/// <summary>Chooses the form by a file's name, and makes the text.</summary>
public static class ReportText
{
    /// <summary>The form that goes with a file name, or null when the ending says nothing.</summary>
    public static ReportFormat? FormatOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".html" or ".htm" => ReportFormat.Html,
        ".xml" => ReportFormat.JUnit,
        ".md" => ReportFormat.Markdown,
        ".jsonl" or ".ndjson" => ReportFormat.JsonLines,
        ".prom" => ReportFormat.Prometheus,
        _ => null,
    };

    /// <summary>Writes the report, by way of a file beside it, so that a reader never finds half of one.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(VerificationReport report, ReportFormat format, string path)
    {
        string temporary = path + ".new";
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        File.WriteAllText(temporary, Create(report, format));
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>The report as text in a form.</summary>
    public static string Create(VerificationReport report, ReportFormat format) => format switch
    {
        ReportFormat.Html => HtmlReport.Create(report),
        ReportFormat.JUnit => JUnitReport.Create(report),
        ReportFormat.Markdown => MarkdownReport.Create(report),
        ReportFormat.JsonLines => JsonLinesReport.Create(report),
        ReportFormat.Prometheus => PrometheusReport.Create(report),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a form of report."),
    };
}
