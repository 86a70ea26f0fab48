using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Errors;
using AliLogOps.Setup.Checklist;
using AliLogOps.Setup.Reports;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Test-AliLogSetup: proves that a setup works, hop by hop, and says of what does not why and what to do.</summary>
[Cmdlet(VerbsDiagnostic.Test, "AliLogSetup")]
[OutputType(typeof(CheckResult), typeof(bool))]
public sealed class TestAliLogSetupCommand : SetupCommand
{
    private const int Passed = 0;
    private const int Failed = 1;
    private const int NotLookedAt = 2;
    private static readonly TimeSpan s_defaultTimeout = TimeSpan.FromMinutes(5);

    private Baseline? _baseline;
    private string? _baselinePath;
    private ChecklistOptions _options = new();

    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(CheckIdCompleter))]
    public string[]? Check { get; set; }

    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(CheckIdCompleter))]
    public string[]? WaitFor { get; set; }

    [Parameter]
    [LogSpanTransformation]
    [ValidateSpan(MinimumSeconds = 1)]
    public TimeSpan Timeout { get; set; }

    [Parameter]
    public SwitchParameter Canary { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? CanaryTarget { get; set; }

    [Parameter]
    [LogSpanTransformation]
    [ValidateSpan(MinimumSeconds = 1)]
    public TimeSpan CanaryTimeout { get; set; } = TimeSpan.FromSeconds(60);

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Baseline { get; set; }

    [Parameter]
    public SwitchParameter Quiet { get; set; }

    [Parameter]
    public SwitchParameter SetExitCode { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        try
        {
            // before anything is waited for: a wrong word must not cost the run
            var targets = (CanaryTarget ?? []).Select(AliLogOps.Setup.Checklist.CanaryTarget.Parse).ToArray();
            _baselinePath = Baseline is null ? null : GetUnresolvedProviderPathFromPSPath(Baseline);
            _baseline = _baselinePath is null ? null : AliLogOps.Setup.Checklist.Baseline.Read(_baselinePath);
            _options = new ChecklistOptions
            {
                Timeout = IsBound(nameof(Timeout)) ? Timeout : WaitFor is null ? TimeSpan.Zero : s_defaultTimeout,
                Wanted = Matcher(Check),
                WaitedFor = Matcher(WaitFor),
                Canary = Canary || targets.Length > 0,
                CanaryTarget = targets.FirstOrDefault(),
                AgentBehind = targets.Skip(1).FirstOrDefault(target => target.Hop == CanaryHop.Agent),
                CanaryTimeout = CanaryTimeout,
            };
        }
        catch (FormatException problem)
        {
            ThrowTerminatingError(ErrorRecords.InvalidArgument(problem, problem.Message.Split('\'')[1]));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(ErrorRecords.Unreadable(problem, "AliLog.BaselineNotReadable", Baseline!, "Check the path and the rights on the file."));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var services = Services;
        var results = Wait(async token => await Task.WhenAll(Setups.Select(setup => ChecklistRunner.RunAsync(setup, services, _options, TimeProvider.System, token))).ConfigureAwait(false))
            .SelectMany(results => results)
            .Select(result => _baseline?.Compare(result) ?? result)
            .ToArray();
        var green = AliLogOps.Setup.Checklist.Baseline.IsGreen(results);
        if (green && _baselinePath is not null)
        {
            Save(results, _baselinePath);
        }

        if (Quiet)
        {
            WriteObject(green);
        }
        else
        {
            WriteObject(results, enumerateCollection: true);
        }

        if (SetExitCode)
        {
            var code = green ? Passed : results.Any(result => result.Status == CheckStatus.Fail) ? Failed : NotLookedAt;
            SessionState.PSVariable.Set("global:LASTEXITCODE", code);
        }

        base.EndProcessing();
    }

    private void Save(CheckResult[] results, string path)
    {
        try
        {
            ReportText.Save(new VerificationReport(results, "Baseline", DateTimeOffset.Now), ReportFormat.JsonLines, path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            WriteError(ErrorRecords.Create(problem, "AliLog.BaselineNotWritten", ErrorCategory.WriteError, path, problem.Message, "Give this user the right to write there, or choose another -Baseline."));
        }
    }

    private static Func<string, bool> Matcher(string[]? patterns)
    {
        if (patterns is null)
        {
            return _ => true;
        }

        var wildcards = patterns.Select(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase)).ToArray();
        return id => wildcards.Any(wildcard => wildcard.IsMatch(id));
    }
}
