using System.Collections;
using System.Management.Automation;
using AliLogOps.Errors;
using AliLogOps.Setup.Samples;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Tries a Logtail config on sample lines, offline: the fields of each log, or why and where it does not match.</summary>
[Cmdlet(VerbsDiagnostic.Test, "AliLogtailConfig", DefaultParameterSetName = ConfigSet)]
[OutputType(typeof(SampleEntry), typeof(bool))]
public sealed class TestAliLogtailConfigCommand : PSCmdlet
{
    private const string ConfigSet = "Config";
    private const string DetailSet = "InputDetail";
    private const string SyslogSet = "Syslog";

    [Parameter(Mandatory = true, ParameterSetName = ConfigSet, ValueFromPipeline = true, HelpMessage = "The config, as Get-AliLogtailConfig gives it.")]
    [ValidateNotNull]
    public LogtailConfig? InputObject { get; set; }

    [Parameter(ParameterSetName = DetailSet)]
    [ValidateSet("file", "syslog", "streamlog")]
    public string InputType { get; set; } = "file";

    [Parameter(Mandatory = true, ParameterSetName = DetailSet, HelpMessage = "The input detail under the service's own names.")]
    [InputDetailTransformation]
    [ValidateNotNull]
    public IDictionary? InputDetail { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = SyslogSet, HelpMessage = "The sample holds lines that rsyslog sends.")]
    public SwitchParameter Syslog { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = SyslogSet, HelpMessage = "The tag that the lines carry.")]
    [ValidateTag]
    public string? Tag { get; set; }

    [Parameter(Position = 0)]
    [ValidateNotNull]
    public string[]? Sample { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SamplePath { get; set; }

    [Parameter]
    public SwitchParameter Quiet { get; set; }

    protected override void BeginProcessing()
    {
        if ((Sample is null) == (SamplePath is null))
        {
            ThrowTerminatingError(ErrorRecords.InvalidArgument(
                new ArgumentException("There must be a sample, and only one: either -Sample or -SamplePath."), null, "SampleMissing"));
        }
    }

    protected override void ProcessRecord()
    {
        var config = ParameterSetName switch
        {
            ConfigSet => InputObject!,
            SyslogSet => Describe("syslog", new Dictionary<string, object?>(StringComparer.Ordinal) { ["tag"] = Tag }),
            _ => Describe(InputType, (IReadOnlyDictionary<string, object?>)InputDetail!),
        };
        IEnumerator<SampleEntry>? entries = null;
        try
        {
            WriteEntries(config, ref entries);
        }
        finally
        {
            entries?.Dispose();
        }
    }

    private void WriteEntries(LogtailConfig config, ref IEnumerator<SampleEntry>? entries)
    {
        var all = 0;
        var matched = 0;
        SampleEntry? first = null;
        bool? more;
        while ((more = MoveNext(config, ref entries)) == true)
        {
            if (Stopping)
            {
                // with -Quiet nothing is written that would notice
                throw new PipelineStoppedException();
            }

            var entry = entries!.Current;
            all++;
            matched += entry.Matched ? 1 : 0;
            first ??= entry.Matched ? null : entry;
            if (!Quiet)
            {
                WriteObject(entry);
            }
        }

        if (more is null)
        {
            return;
        }

        if (Quiet)
        {
            WriteObject(all > 0 && matched == all);
        }
        else if (first is not null)
        {
            WriteWarning($"{all - matched} of {all} logs do not match{(config.LogtailConfigName.Length > 0 ? " " + config.LogtailConfigName : "")}; the first, line {first.Line}: {first.Reason}");
        }
    }

    // false at the end, null after an error
    private bool? MoveNext(LogtailConfig config, ref IEnumerator<SampleEntry>? entries)
    {
        ErrorRecord error;
        try
        {
            entries ??= SampleTest.Run(config, Lines()).GetEnumerator();
            return entries.MoveNext();
        }
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException)
        {
            error = ErrorRecords.InvalidArgument(problem, config, "LogtailConfigNotTestable");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            error = ErrorRecords.Unreadable(problem, "AliLog.SampleNotReadable", SamplePath!, "Check the path and the right to read the file.");
        }

        WriteError(error);
        return null;
    }

    private IEnumerable<string> Lines() => Sample ?? File.ReadLines(GetUnresolvedProviderPathFromPSPath(SamplePath));

    private static LogtailConfig Describe(string inputType, IReadOnlyDictionary<string, object?> detail) => new() { InputType = inputType, InputDetail = detail };
}
