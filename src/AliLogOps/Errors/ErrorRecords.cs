using System.Globalization;
using System.Management.Automation;
using System.Text;
using AliLogOps.Client;
using AliLogOps.Connection;

namespace AliLogOps.Errors;

/// <summary>Every error record of the module is made here: stable ids, categories, what to do next, and the target the user named.</summary>
internal static class ErrorRecords
{
    private const string Prefix = "AliLog.";

    /// <summary>One id per condition, although the service spells several codes in two ways.</summary>
    private static readonly Dictionary<string, string> s_canonicalCodes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ProjectNotExist"] = "ProjectNotExist",
        ["ProjectNotExists"] = "ProjectNotExist",
        ["LogStoreNotExist"] = "LogStoreNotExist",
        ["LogStoreNotExists"] = "LogStoreNotExist",
        ["ConfigNotExists"] = "ConfigNotExist",
        ["GroupNotExist"] = "MachineGroupNotExist",
        ["MachineGroupNotExists"] = "MachineGroupNotExist",
        ["GroupAlreadyExist"] = "MachineGroupAlreadyExist",
        ["IndexConfigNotExists"] = "IndexConfigNotExist",
        ["LogStoreInfoInvalid"] = "LogStoreInfoInvalid",
        ["RequestTimeExpired"] = "RequestTimeTooSkewed",
    };

    /// <summary>What the service answered, or that it did not.</summary>
    public static ErrorRecord FromService(LogServiceException problem, object? target)
    {
        var code = s_canonicalCodes.GetValueOrDefault(problem.ErrorCode, problem.ErrorCode);
        return Create(problem, Prefix + Clean(code), CategoryOf(problem.Kind), target, Describe(problem), problem.Remedy);
    }

    /// <summary>No connection was given, made, or described by the environment.</summary>
    public static ErrorRecord NoConnection() => Create(
        new InvalidOperationException("There is no connection to the Log Service."),
        Prefix + "NoConnection",
        ErrorCategory.ConnectionError,
        null,
        "There is no connection: -Connection was not given, Connect-AliLog was not run in this runspace, and the environment names no AccessKey.",
        $"Run Connect-AliLog, pass -Connection, or set {EnvironmentSettings.AccessKeyIdNames[0]}, {EnvironmentSettings.AccessKeySecretNames[0]} and {EnvironmentSettings.RegionNames[0]} (or {EnvironmentConnection.EndpointNames[0]}).");

    /// <summary>The connection was closed.</summary>
    public static ErrorRecord ConnectionClosed(AliLogConnection connection) => Create(
        new InvalidOperationException("The connection is closed."),
        Prefix + "ConnectionClosed",
        ErrorCategory.ConnectionError,
        connection,
        $"The connection to {connection} was closed by Disconnect-AliLog; its key is forgotten.",
        "Run Connect-AliLog again.");

    /// <summary>A value that cannot work.</summary>
    public static ErrorRecord InvalidArgument(Exception problem, object? target, string id = "InvalidArgument") =>
        Create(problem, Prefix + id, ErrorCategory.InvalidArgument, target, WithoutParameterName(problem.Message), "Correct the value and run the command again.");

    /// <summary>A file on this machine cannot be read: it is missing, or the right to read it is.</summary>
    public static ErrorRecord Unreadable(Exception problem, string id, string path, string remedy) => Create(
        problem,
        id,
        problem is FileNotFoundException or DirectoryNotFoundException or ItemNotFoundException ? ErrorCategory.ObjectNotFound : ErrorCategory.ReadError,
        path,
        problem.Message,
        remedy);

    /// <summary>Something took longer than it may.</summary>
    public static ErrorRecord Timeout(Exception problem, object? target) => Create(
        problem,
        Prefix + "Timeout",
        ErrorCategory.OperationTimeout,
        target,
        $"There was no answer in time for {target}.",
        "Run the command again, or give the connection more time with Connect-AliLog -TimeoutSec.");

    /// <summary>The service cannot bring an existing resource to the desired state.</summary>
    public static ErrorRecord CannotConverge(string obstacle, object? target) => Create(
        new InvalidOperationException(obstacle),
        Prefix + "CannotConverge",
        ErrorCategory.InvalidOperation,
        target,
        obstacle,
        null);

    /// <summary>The category of each kind of failure.</summary>
    public static ErrorCategory CategoryOf(ErrorKind kind) => kind switch
    {
        ErrorKind.NotFound => ErrorCategory.ObjectNotFound,
        ErrorKind.AlreadyExists => ErrorCategory.ResourceExists,
        ErrorKind.Unauthenticated => ErrorCategory.AuthenticationError,
        ErrorKind.ClockSkew => ErrorCategory.AuthenticationError,
        ErrorKind.PermissionDenied => ErrorCategory.PermissionDenied,
        ErrorKind.InvalidArgument => ErrorCategory.InvalidArgument,
        ErrorKind.QuotaExceeded => ErrorCategory.QuotaExceeded,
        ErrorKind.Throttled => ErrorCategory.ResourceBusy,
        ErrorKind.Unavailable => ErrorCategory.ResourceUnavailable,
        ErrorKind.Timeout => ErrorCategory.OperationTimeout,
        ErrorKind.Connection => ErrorCategory.ConnectionError,
        ErrorKind.Protocol => ErrorCategory.ProtocolError,
        ErrorKind.NotSupported => ErrorCategory.NotImplemented,
        ErrorKind.InvalidState => ErrorCategory.InvalidOperation,
        ErrorKind.LocalSetup => ErrorCategory.NotInstalled,
        _ => ErrorCategory.InvalidResult,
    };

    /// <summary>Makes a record; for conditions of a single cmdlet.</summary>
    public static ErrorRecord Create(Exception problem, string id, ErrorCategory category, object? target, string message, string? recommendedAction) =>
        new(problem, id, category, target)
        {
            ErrorDetails = new ErrorDetails(message) { RecommendedAction = recommendedAction ?? "" },
        };

    private static string Describe(LogServiceException problem)
    {
        var text = new StringBuilder(problem.Message);
        var facts = new List<string>();
        if (!problem.Message.Contains(problem.ErrorCode, StringComparison.OrdinalIgnoreCase))
        {
            facts.Add(problem.ErrorCode);
        }

        if (problem.RequestId is { Length: > 0 } id && !problem.Message.Contains(id, StringComparison.Ordinal))
        {
            facts.Add("request id " + id);
        }

        if (problem.Attempts > 1)
        {
            facts.Add(string.Create(CultureInfo.InvariantCulture, $"{problem.Attempts} attempts"));
        }

        if (problem.ClockOffset is { } offset)
        {
            facts.Add(string.Create(CultureInfo.InvariantCulture, $"the service's clock is {Math.Abs(offset.TotalSeconds):0} s {(offset > TimeSpan.Zero ? "ahead of" : "behind")} this machine's"));
        }

        if (facts.Count > 0)
        {
            text.Append(" (").AppendJoin(", ", facts).Append(')');
        }

        if (problem.StringToSign is { } signed)
        {
            text.Append("\nThe text that was signed:\n").Append(signed);
        }

        return text.ToString();
    }

    // ArgumentException appends " (Parameter 'x')", which names a parameter of ours that users do not know
    private static string WithoutParameterName(string message)
    {
        var end = message.LastIndexOf(" (Parameter '", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    private static string Clean(string code) => string.Concat(code.Where(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_'));
}
