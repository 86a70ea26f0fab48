using System.Management.Automation;
using AliLogOps.Errors;
using AliLogOps.Setup.Hosts;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Checks a collecting host, this machine or an image folder, hop by hop from rsyslog to the agent.</summary>
[Cmdlet(VerbsDiagnostic.Test, "AliLogtailHost")]
[OutputType(typeof(CheckResult), typeof(bool))]
public sealed class TestAliLogtailHostCommand : CancellableCommand
{
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "/";

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("MachineList")]
    [ValidateNotNullOrEmpty]
    public string[] Identifier { get; set; } = [];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateTag]
    public string? Tag { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AccountId { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Application { get; set; } = [];

    [Parameter]
    public SwitchParameter Quiet { get; set; }

    protected override void ProcessRecord()
    {
        var root = GetUnresolvedProviderPathFromPSPath(Path);
        if (!Directory.Exists(root))
        {
            ThrowTerminatingError(ErrorRecords.Create(
                new DirectoryNotFoundException($"'{root}' is not a folder."),
                "AliLog.HostFolderNotFound",
                ErrorCategory.ObjectNotFound,
                root,
                $"'{root}' is not a folder.",
                "Give the root folder of the image, or / for this machine."));
        }

        HostInspection host = new(root, new HostExpectation { Identifiers = Identifier, Tag = Tag, AccountId = AccountId, Applications = Application })
        {
            Cancellation = StopToken,
        };
        var failed = false;
        using var results = HostChecks.Run(host).GetEnumerator();
        while (Wait(_ => Task.Run(results.MoveNext)))
        {
            failed |= results.Current.Status == CheckStatus.Fail;
            if (!Quiet)
            {
                WriteObject(results.Current);
            }
        }

        if (Quiet)
        {
            WriteObject(!failed);
        }
    }
}
