using System.Collections;
using System.Management.Automation;

namespace AliLogOps.Runner.Commands;

/// <summary>
/// Stands in for Get-Error, which the engine's own view calls for every error under <c>$ErrorView = 'DetailedView'</c>: without
/// it, errors would vanish there in silence. Gives the newest error's particulars as text.
/// </summary>
[Cmdlet(VerbsCommon.Get, "AliLogErrorText")]
public sealed class TextGetErrorCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (SessionState.PSVariable.GetValue("global:Error") is not IList { Count: > 0 } errors)
        {
            return;
        }

        ErrorRecord? record = PSObjectBase(errors[0]) switch
        {
            ErrorRecord error => error,
            IContainsErrorRecord holder => holder.ErrorRecord,
            _ => null,
        };
        if (record is not null)
        {
            WriteObject(string.Join(Environment.NewLine, Lines(record)));
        }
    }

    private static object? PSObjectBase(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static IEnumerable<string> Lines(ErrorRecord record)
    {
        yield return $"{record.CategoryInfo.Reason}: {record}";
        for (Exception? exception = record.Exception; exception is not null; exception = exception.InnerException)
        {
            yield return $"  Exception             : {exception.GetType()}: {exception.Message}";
        }

        yield return $"  CategoryInfo          : {record.CategoryInfo}";
        yield return $"  FullyQualifiedErrorId : {record.FullyQualifiedErrorId}";
        if (record.ErrorDetails?.RecommendedAction is { Length: > 0 } action)
        {
            yield return $"  RecommendedAction     : {action}";
        }

        if (record.ScriptStackTrace is { Length: > 0 } trace)
        {
            yield return $"  ScriptStackTrace      : {trace.ReplaceLineEndings("; ")}";
        }
    }
}
