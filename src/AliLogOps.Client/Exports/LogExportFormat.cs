namespace AliLogOps;

/// <summary>How exported logs are written.</summary>
public enum LogExportFormat
{
    /// <summary>One JSON object a line: <c>__time__</c> as a number, everything else as the text it came as, in the log's own order.</summary>
    NdJson,

    /// <summary>RFC 4180: a header, one column for each field named, and a last column <c>__extra__</c> with all other fields as JSON.</summary>
    Csv,
}

/// <summary>What comparing an export with the service's own count found.</summary>
public enum LogExportReconciliation
{
    /// <summary>The service counts as many logs in the span of time the exported logs have.</summary>
    Equal,

    /// <summary>The service counts more: logs of the same time that arrived outside of what was exported.</summary>
    ServiceHasMore,

    /// <summary>The service counts fewer: not every exported log is indexed, or not yet.</summary>
    ServiceHasFewer,

    /// <summary>The logstore has no index, so the service counts nothing. Each answer's own count was checked all the same.</summary>
    NotIndexed,

    /// <summary>The service did not tell its count.</summary>
    Unknown,
}
