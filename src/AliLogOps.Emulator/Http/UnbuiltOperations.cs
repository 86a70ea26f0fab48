namespace AliLogOps.Emulator.Http;

/// <summary>Operations of the Log Service that are known by name only; each answers 501 NotImplemented.</summary>
internal static class UnbuiltOperations
{
    /// <summary>
    /// Sets of entities with the usual five operations: POST and GET on the path, GET, PUT and DELETE on path/name. The lists of
    /// the newer ones are named in the plural.
    /// </summary>
    private static readonly (string Path, string Entity, string Listed, HostForm Host)[] s_entities =
    [
        ("/dashboards", "Dashboard", "Dashboard", HostForm.Project),
        ("/dashboards/{dashboard}/charts", "Chart", "Chart", HostForm.Project),
        ("/alerts", "Alert", "Alerts", HostForm.Project),
        ("/jobs", "Job", "Jobs", HostForm.Project),
        ("/scheduledsqls", "ScheduledSQL", "ScheduledSQLs", HostForm.Project),
        ("/etls", "ETL", "ETLs", HostForm.Project),
        ("/ossexports", "OSSExport", "OSSExports", HostForm.Project),
        ("/osshdfsexports", "OSSHDFSExport", "OSSHDFSExports", HostForm.Project),
        ("/maxcomputeexports", "MaxComputeExport", "MaxComputeExports", HostForm.Project),
        ("/ossingestions", "OSSIngestion", "OSSIngestions", HostForm.Project),
        ("/s3ingestions", "S3Ingestion", "S3Ingestions", HostForm.Project),
        ("/downloadjobs", "DownloadJob", "DownloadJobs", HostForm.Project),
        ("/externalstores", "ExternalStore", "ExternalStore", HostForm.Project),
        ("/ingestprocessors", "IngestProcessor", "IngestProcessors", HostForm.Project),
        ("/consumeprocessors", "ConsumeProcessor", "ConsumeProcessors", HostForm.Project),
        ("/storeviews", "StoreView", "StoreViews", HostForm.Project),
        ("/metricsconfigs", "MetricsConfig", "MetricsConfig", HostForm.Project),
        ("/logstores/{logstore}/shipper", "Shipper", "Shipper", HostForm.Project),
        ("/resources", "Resource", "Resource", HostForm.Bare),
        ("/resources/{resource}/records", "ResourceRecord", "ResourceRecord", HostForm.Bare),
        ("/topostores", "Topostore", "Topostore", HostForm.Bare),
        ("/collectionpolicy", "CollectionPolicy", "CollectionPolicies", HostForm.Bare),
        ("/ml/annotationdataset", "AnnotationDataSet", "AnnotationDataSets", HostForm.Bare),
        ("/ml/annotationlabel", "AnnotationLabel", "AnnotationLabels", HostForm.Bare),
    ];

    /// <summary>What the action parameter of a PUT on path/name turns the update into.</summary>
    private static readonly (string Path, string Entity, string[] Actions)[] s_switches =
    [
        ("/alerts", "Alert", ["Enable", "Disable"]),
        ("/scheduledsqls", "ScheduledSQL", ["Enable", "Disable"]),
        ("/etls", "ETL", ["Start", "Stop"]),
        ("/ossexports", "OSSExport", ["Start", "Stop"]),
        ("/osshdfsexports", "OSSHDFSExport", ["Start", "Stop"]),
        ("/maxcomputeexports", "MaxComputeExport", ["Start", "Stop"]),
        ("/ossingestions", "OSSIngestion", ["Start", "Stop"]),
    ];

    /// <summary>Operations with a path or a name of their own; they go before the sets.</summary>
    private static readonly (string Method, string Path, string Name, HostForm Host)[] s_single =
    [
        ("GET", "/logstores/{logstore}/shipper/{shipper}/tasks", "GetShipperTasks", HostForm.Project),
        ("PUT", "/logstores/{logstore}/shipper/{shipper}/tasks", "RetryShipperTasks", HostForm.Project),
        ("GET", "/jobs/{job}/jobinstances", "ListJobInstances", HostForm.Project),
        ("GET", "/jobs/{job}/jobinstances/{instance}", "GetJobInstance", HostForm.Project),
        ("PUT", "/jobs/{job}/jobinstances/{instance}", "ModifyJobInstance", HostForm.Project),
        ("GET", "/logging", "GetLogging", HostForm.Project),
        ("POST", "/logging", "CreateLogging", HostForm.Project),
        ("PUT", "/logging", "UpdateLogging", HostForm.Project),
        ("DELETE", "/logging", "DeleteLogging", HostForm.Project),
        ("GET", "/storeviews/{storeview}/index", "GetStoreViewIndex", HostForm.Project),
        ("GET", "/sqlinstance", "GetSqlInstance", HostForm.Project),
        ("POST", "/sqlinstance", "CreateSqlInstance", HostForm.Project),
        ("PUT", "/sqlinstance", "UpdateSqlInstance", HostForm.Project),
        ("POST", "/asyncsql", "SubmitAsyncSql", HostForm.Project),
        ("GET", "/asyncsql/{query}", "GetAsyncSql", HostForm.Project),
        ("DELETE", "/asyncsql/{query}", "DeleteAsyncSql", HostForm.Project),
        ("PUT", "/ingestprocessors/{name}", "PutIngestProcessor", HostForm.Project),
        ("PUT", "/consumeprocessors/{name}", "PutConsumeProcessor", HostForm.Project),
        ("POST", "/collectionpolicy", "UpsertCollectionPolicy", HostForm.Bare),
        ("PUT", "/ml/annotationlabel", "UpdateAnnotationLabel", HostForm.Bare),
        ("GET", "/ml/annotationdataset/{dataset}/annotationdata", "ListAnnotationData", HostForm.Bare),
        ("PUT", "/ml/annotationdataset/{dataset}/annotationdata", "PutAnnotationData", HostForm.Bare),
        ("GET", "/ml/annotationdataset/{dataset}/annotationdata/{data}", "GetAnnotationData", HostForm.Bare),
        ("DELETE", "/ml/annotationdataset/{dataset}/annotationdata/{data}", "DeleteAnnotationData", HostForm.Bare),
        ("POST", "/ml/service/{service}/analysis", "GetMLServiceResults", HostForm.Bare),
        ("POST", "/ml/tool/call", "CallAiTools", HostForm.Bare),
        ("GET", "/ml/tool/list", "ListAiTools", HostForm.Bare),
        ("POST", "/tickets", "CreateTicket", HostForm.Bare),
        ("POST", "/token/refresh", "RefreshToken", HostForm.Bare),
        ("GET", "/slsservice", "GetSlsService", HostForm.Bare),
        ("POST", "/slsservice", "OpenSlsService", HostForm.Bare),
    ];

    /// <summary>Adds them behind everything that is built; what has been built meanwhile is left alone.</summary>
    public static void Register(OperationTable table)
    {
        foreach ((string method, string path, string name, HostForm host) in s_single)
        {
            table.NotBuilt(method, path, name, host);
        }
        foreach ((string path, string entity, string[] actions) in s_switches)
        {
            table.NotBuilt("PUT", path + "/{name}", "Update" + entity, HostForm.Project, null, request => NameOfAction(request, entity, actions));
        }
        foreach ((string path, string entity, string listed, HostForm host) in s_entities)
        {
            string one = path + "/{name}";
            table.NotBuilt("POST", path, "Create" + entity, host);
            table.NotBuilt("GET", path, "List" + listed, host);
            table.NotBuilt("GET", one, "Get" + entity, host);
            table.NotBuilt("PUT", one, "Update" + entity, host);
            table.NotBuilt("DELETE", one, "Delete" + entity, host);
        }
    }
    private static string NameOfAction(OperationContext request, string entity, string[] actions)
    {
        string? asked = request.Query["action"];
        return (actions.FirstOrDefault(action => string.Equals(action, asked, StringComparison.OrdinalIgnoreCase)) ?? "Update") + entity;
    }
}
