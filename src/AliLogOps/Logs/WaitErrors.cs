using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using AliLogOps.Client;
using AliLogOps.Errors;

namespace AliLogOps.Logs;

/// <summary>Why a gate stays shut.</summary>
internal static class WaitErrors
{
    private const int MostCharacters = 300;

    /// <summary>A log came that must not come.</summary>
    public static ErrorRecord FailPattern(LogRecord log, Regex pattern, LogQuery query)
    {
        var field = log.Fields.First(field => pattern.IsMatch(field.Value));
        var message = string.Create(CultureInfo.InvariantCulture, $"A log of {TargetOf(query)} matches -FailPattern '{pattern}' in its field '{field.Key}' ({log.Time?.ToLocalTime():yyyy-MM-dd HH:mm:sszzz}, {log.Source}): {Shorten(field.Value)}");
        return Create("AliLog.WaitFailPattern", ErrorCategory.InvalidResult, message, $"Look at what came around it: Search-AliLog {query.ProjectName} {query.LogstoreName}.", query);
    }

    /// <summary>Too few came in time.</summary>
    public static ErrorRecord TimedOut(LogWait wait, TimeSpan timeout, LogQuery query)
    {
        var message = string.Create(CultureInfo.InvariantCulture, $"{wait.Count} of {wait.Wanted} logs came within {timeout.TotalSeconds:0} s for '{query.Query}'{(wait.Pattern is null ? "" : $" and -Pattern '{wait.Pattern}'")} in {TargetOf(query)}, from {query.From.ToLocalTime():yyyy-MM-dd HH:mm:sszzz} on.");
        return Create(
            "AliLog.WaitTimeout",
            ErrorCategory.OperationTimeout,
            message,
            "Check query and -Start (logs from before the command count only with -Start or -Last), give more time with -Timeout, or find the broken hop with Get-AliMachineGroupStatus.",
            query);
    }

    private static ErrorRecord Create(string id, ErrorCategory category, string message, string remedy, LogQuery query) =>
        ErrorRecords.Create(new InvalidOperationException(message), id, category, TargetOf(query), message, remedy);

    private static string TargetOf(LogQuery query) => $"{query.ProjectName}/{query.LogstoreName}";

    private static string Shorten(string text) => text.Length <= MostCharacters ? text : text[..MostCharacters] + "…";
}
