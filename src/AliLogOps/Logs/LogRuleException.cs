namespace AliLogOps.Logs;

/// <summary>One log breaks one of the service's rules and is not sent.</summary>
internal sealed class LogRuleException(string errorId, string message, string remedy) : Exception(message)
{
    /// <summary>Stable id of the error record.</summary>
    public string ErrorId { get; } = errorId;

    /// <summary>What a person can do.</summary>
    public string Remedy { get; } = remedy;
}
