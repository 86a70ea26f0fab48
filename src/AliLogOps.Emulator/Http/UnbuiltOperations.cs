namespace AliLogOps.Emulator.Http;

/// <summary>Operations of the Log Service that are known by name only; each answers 501 NotImplemented.</summary>
internal static class UnbuiltOperations
{
    /// <summary>Sets of entities with the usual five operations: POST and GET on the path, GET, PUT and DELETE on path/name.</summary>
    private static readonly (string Path, string Entity, HostForm Host)[] s_entities =
    [
        ("/dashboards", "Dashboard", HostForm.Project),
        ("/dashboards/{dashboard}/charts", "Chart", HostForm.Project),
        ("/alerts", "Alert", HostForm.Project),
        ("/jobs", "Job", HostForm.Project),
        ("/scheduledsqls", "ScheduledSQL", HostForm.Project),
        ("/etls", "ETL", HostForm.Project),
        ("/ossexports", "OSSExport", HostForm.Project),
        ("/osshdfsexports", "OSSHDFSExport", HostForm.Project),
        ("/maxcomputeexports", "MaxComputeExport", HostForm.Project),
        ("/ossingestions", "OSSIngestion", HostForm.Project),
        ("/s3ingestions", "S3Ingestion", HostForm.Project),
        ("/downloadjobs", "DownloadJob", HostForm.Project),
        ("/externalstores", "ExternalStore", HostForm.Project),
        ("/ingestprocessors", "IngestProcessor", HostForm.Project),
        ("/consumeprocessors", "ConsumeProcessor", HostForm.Project),
        ("/storeviews", "StoreView", HostForm.Project),
        ("/metricstores", "MetricStore", HostForm.Project),
        ("/metricsconfigs", "MetricsConfig", HostForm.Project),
        ("/logstores/{logstore}/shipper", "Shipper", HostForm.Project),
        ("/logstores/{logstore}/substores", "SubStore", HostForm.Project),
        ("/agentinstanceconfigs", "AgentInstanceConfig", HostForm.Bare),
        ("/resources", "Resource", HostForm.Bare),
        ("/resources/{resource}/records", "ResourceRecord", HostForm.Bare),
        ("/topostores", "Topostore", HostForm.Bare),
        ("/collectionpolicy", "CollectionPolicy", HostForm.Bare),
    ];

    private static readonly (string Method, string Path, string Name, HostForm Host)[] s_single =
    [
        ("POST", "/systemtag", "TagResourcesSystemTags", HostForm.Any),
        ("POST", "/systemuntag", "UntagResourcesSystemTags", HostForm.Any),
        ("GET", "/systemtags", "ListSystemTags", HostForm.Any),
        ("POST", "/logstores/{logstore}/processor", "UpdateLogStoreProcessor", HostForm.Project),
        ("GET", "/logstores/{logstore}/multimodalconfiguration", "GetLogStoreMultimodalConfiguration", HostForm.Project),
        ("PUT", "/logstores/{logstore}/multimodalconfiguration", "PutLogStoreMultimodalConfiguration", HostForm.Project),
        ("GET", "/metricstores/{metricstore}/meteringmode", "GetMetricStoreMeteringMode", HostForm.Project),
        ("PUT", "/metricstores/{metricstore}/meteringmode", "UpdateMetricStoreMeteringMode", HostForm.Project),
        ("POST", "/metricstores/{metricstore}/processor", "UpdateMetricStoreProcessor", HostForm.Project),
        ("PUT", "/logstores/{logstore}/substores/storage/ttl", "UpdateSubStoreTTL", HostForm.Project),
        ("GET", "/logstores/{logstore}/substores/storage/ttl", "GetSubStoreTTL", HostForm.Project),
        ("DELETE", "/logstores/{logstore}/shards/{shard}", "DeleteShard", HostForm.Project),
        ("GET", "/logs", "GetProjectLogs", HostForm.Project),
        ("POST", "/logstores/{logstore}/deletelogtasks", "CreateDeleteLogTask", HostForm.Project),
        ("GET", "/logstores/{logstore}/deletelogtasks", "ListDeleteLogTasks", HostForm.Project),
        ("GET", "/logstores/{logstore}/deletelogtasks/{task}", "GetDeleteLogTask", HostForm.Project),
        ("POST", "/logstores/{logstore}/deletelogs", "DeleteLogs", HostForm.Project),
        ("POST", "/logstores/{logstore}/updatelogs", "UpdateLogs", HostForm.Project),
        ("PUT", "/logstores/{logstore}/objects/{object}", "PutObject", HostForm.Project),
        ("GET", "/logstores/{logstore}/objects/{object}", "GetObject", HostForm.Project),
        ("DELETE", "/logstores/{logstore}/objects/{object}", "DeleteObject", HostForm.Project),
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
        ("POST", "/prometheus/{project}/{metricstore}/api/v1/write", "PrometheusRemoteWrite", HostForm.Any),
        ("POST", "/tickets", "CreateTicket", HostForm.Bare),
        ("POST", "/token/refresh", "RefreshToken", HostForm.Bare),
        ("GET", "/slsservice", "GetSlsService", HostForm.Bare),
        ("POST", "/slsservice", "OpenSlsService", HostForm.Bare),
    ];

    /// <summary>Adds them behind everything that is built; what has been built meanwhile is left alone.</summary>
    public static void Register(OperationTable table)
    {
        foreach ((string path, string entity, HostForm host) in s_entities)
        {
            string one = path + "/{name}";
            table.NotBuilt("POST", path, "Create" + entity, host, null);
            table.NotBuilt("GET", path, "List" + entity, host, null);
            table.NotBuilt("GET", one, "Get" + entity, host, null);
            table.NotBuilt("PUT", one, "Update" + entity, host, null);
            table.NotBuilt("DELETE", one, "Delete" + entity, host, null);
        }
        foreach ((string method, string path, string name, HostForm host) in s_single)
        {
            table.NotBuilt(method, path, name, host, null);
        }
        table.NotBuilt("GET", "/logstores/{logstore}", "ListTopics", HostForm.Project, "topic");
    }
}
