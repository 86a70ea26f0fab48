using System.Management.Automation;
using AliLogOps.Errors;
using AliLogOps.Setup.Reports;

namespace AliLogOps.Commands;

/// <summary>Writes the results of checks as a report: HTML, JUnit XML, Markdown, JSON lines or Prometheus text.</summary>
[Cmdlet(VerbsData.Export, "AliLogReport", SupportsShouldProcess = true)]
[OutputType(typeof(CheckResult))]
public sealed class ExportAliLogReportCommand : PSCmdlet
{
    private readonly List<CheckResult> _checks = [];
    private (string Path, ReportFormat Format)[] _targets = [];

    [Parameter(Mandatory = true, ValueFromPipeline = true, HelpMessage = "The results of checks, such as Test-AliLogtailHost gives.")]
    [AllowEmptyCollection]
    public CheckResult[] InputObject { get; set; } = [];

    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The files to write; the ending chooses the form: html, xml (JUnit), md, jsonl, prom.")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    [Parameter]
    public ReportFormat Format { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Title { get; set; } = "Log collection";

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void BeginProcessing()
    {
        // before any check is waited for: a wrong name must not cost the results
        var given = MyInvocation.BoundParameters.ContainsKey(nameof(Format));
        foreach (var path in Path.Where(path => !given && ReportText.FormatOf(path) is null))
        {
            ThrowTerminatingError(ErrorRecords.InvalidArgument(
                new ArgumentException($"The ending of '{path}' names no form of report; use .html, .xml, .md, .jsonl or .prom, or give -Format."), path, "ReportFormatUnknown"));
        }

        _targets = Array.ConvertAll(Path, path => (GetUnresolvedProviderPathFromPSPath(path), given ? Format : ReportText.FormatOf(path)!.Value));
    }

    protected override void ProcessRecord()
    {
        _checks.AddRange(InputObject);
        if (PassThru)
        {
            WriteObject(InputObject, enumerateCollection: true);
        }
    }

    protected override void EndProcessing()
    {
        VerificationReport report = new(_checks, Title, DateTimeOffset.Now);
        foreach (var (target, format) in _targets)
        {
            if (!ShouldProcess(target, $"Write {format} report of {_checks.Count} checks"))
            {
                continue;
            }

            try
            {
                ReportText.Save(report, format, target);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                WriteError(ErrorRecords.Create(problem, "AliLog.ReportNotWritten", ErrorCategory.WriteError, target, problem.Message, "Give this user the right to write there, or choose another -Path."));
            }
        }
    }
}
