using System.Management.Automation;

namespace AliLogOps.Module.Tests.Hosting;

/// <summary>Everything one script left behind.</summary>
public sealed record ShellResult(
    IReadOnlyList<PSObject> Output,
    IReadOnlyList<ErrorRecord> Errors,
    IReadOnlyList<string> Verbose,
    IReadOnlyList<string> Warnings,
    ErrorRecord? Terminating,
    PSInvocationState State,
    string HostText,
    IReadOnlyList<string> Prompts)
{
    /// <summary>The single error, terminating or not; fails when there is none or more than one.</summary>
    public ErrorRecord Error
    {
        get
        {
            if (Terminating is not null)
            {
                return Terminating;
            }

            return Errors.Count == 1
                ? Errors[0]
                : throw new InvalidOperationException($"Expected one error, found {Errors.Count}: {string.Join(" | ", Errors.Select(e => e.ToString()))}");
        }
    }

    /// <summary>The id without the class name that the engine appends.</summary>
    public string ErrorId => Error.FullyQualifiedErrorId.Split(',')[0];

    /// <summary>Fails with what was written when the script met an error.</summary>
    public ShellResult ThrowOnError()
    {
        if (Terminating is not null || Errors.Count > 0)
        {
            throw new InvalidOperationException("The script failed: " + string.Join(" | ", Errors.Append(Terminating).Where(e => e is not null).Select(e => $"{e!.FullyQualifiedErrorId}: {e}")));
        }

        return this;
    }

    /// <summary>The single output object.</summary>
    public PSObject Single() => ThrowOnError().Output.Count == 1
        ? Output[0]
        : throw new InvalidOperationException($"Expected one object, found {Output.Count}: {string.Join(", ", Output)}");

    /// <summary>A property of the single output object.</summary>
    public object? Get(string property) => (Single().Properties[property]
        ?? throw new InvalidOperationException($"The object has no property '{property}'.")).Value;
}
