namespace AliLogOps.Client;

/// <summary>An export that cannot go on for a reason on this machine.</summary>
public sealed class LogExportException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="errorId">Stable id of the condition, such as <c>ExportExists</c>.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="remedy">What to do.</param>
    /// <param name="innerException">The cause.</param>
    public LogExportException(string errorId, string message, string remedy, Exception? innerException = null)
        : base(message, innerException)
    {
        ErrorId = errorId;
        Remedy = remedy;
    }

    /// <summary>Stable id of the condition.</summary>
    public string ErrorId { get; }

    /// <summary>What to do.</summary>
    public string Remedy { get; }
}
