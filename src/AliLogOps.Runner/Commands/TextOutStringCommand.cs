using System.Management.Automation;
using System.Text;

namespace AliLogOps.Runner.Commands;

/// <summary>
/// Stands in for Out-String, through which the engine passes all that is piped into a native program, so that
/// <c>'text' | program</c> works here. It takes what has one plain text form: strings and single values. Laying an object
/// out as a table is the formatter's, which comes with a full PowerShell.
/// </summary>
[Cmdlet(VerbsData.ConvertTo, "AliLogText")]
public sealed class TextOutStringCommand : PSCmdlet
{
    private readonly StringBuilder _text = new();

    /// <summary>The value to turn into text.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>One string a line in place of one string in all.</summary>
    [Parameter]
    public SwitchParameter Stream { get; set; }

    /// <summary>Accepted and not needed: text is not cut.</summary>
    [Parameter]
    public int Width { get; set; }

    /// <summary>Leaves out the line ends between values.</summary>
    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        object? value = InputObject?.BaseObject;
        if (value is null)
        {
            return;
        }

        if (value is not (string or IConvertible or Guid or Version or Uri or TimeSpan or DateTimeOffset))
        {
            FullPowerShellRequiredCommand.Throw(this, "Out-String", value);
        }

        string text = LanguagePrimitives.ConvertTo<string>(value);
        if (Stream)
        {
            WriteObject(text.Split(["\r\n", "\n"], StringSplitOptions.None), enumerateCollection: true);
        }
        else
        {
            _text.Append(text).Append(NoNewline ? "" : Environment.NewLine);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!Stream)
        {
            WriteObject(_text.ToString());
        }
    }
}
