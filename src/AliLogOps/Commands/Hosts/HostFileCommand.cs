using System.Management.Automation;
using AliLogOps.Errors;
using AliLogOps.Setup.Hosts;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>What describes a collecting host, whether its files are written or checked.</summary>
public abstract class HostFileCommand : PSCmdlet
{
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "The identifier the machine group lists.")]
    [Alias("MachineList")]
    [ValidateNotNullOrEmpty]
    public string[] Identifier { get; set; } = [];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateTag]
    public string Tag { get; set; } = "sys_tag";

    [Parameter]
    public HostAgent Agent { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Address { get; set; } = "127.0.0.1";

    [Parameter]
    [ValidateRange(1, 65535)]
    public int Port { get; set; } = 11111;

    [Parameter]
    [ValidateRange(1, 10240)]
    public int MaxMessageSizeKB { get; set; } = 64;

    [Parameter]
    public SwitchParameter SpringBoot { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AccountId { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Application { get; set; } = [];

    protected override void ProcessRecord()
    {
        ErrorRecord error;
        try
        {
            HostFileOptions options = new()
            {
                Agent = Agent,
                Identifiers = Identifier,
                Tag = Tag,
                Address = Address,
                Port = Port,
                MaxMessageSizeKiB = MaxMessageSizeKB,
                Structured = SpringBoot ? StructuredMessage.SpringBoot : null,
                AccountId = AccountId,
                Applications = Application,
            };
            options.Validate();
            Export(options);
            return;
        }
        catch (ArgumentException problem)
        {
            error = ErrorRecords.InvalidArgument(problem, Identifier);
        }
        catch (FormatException problem)
        {
            error = ErrorRecords.InvalidArgument(problem, HostLayout.ParameterFile, "AgentParametersInvalid");
        }

        WriteError(error);
    }

    private protected abstract void Export(HostFileOptions options);
}
