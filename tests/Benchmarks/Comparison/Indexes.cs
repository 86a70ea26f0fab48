namespace AliLogOps.Benchmarks.Comparison;

/// <summary>The walkthrough's index: full text and the seven fields of a syslog line.</summary>
internal static class Indexes
{
    public static LogIndex Syslog(string projectName, string logstoreName) => new()
    {
        ProjectName = projectName,
        LogstoreName = logstoreName,
        Line = new LogIndexLine(),
        Keys = new[] { "hostname", "app-name", "proc-id", "facility", "severity", "priority", "msg" }.ToDictionary(name => name, _ => new LogIndexKey()),
    };
}
