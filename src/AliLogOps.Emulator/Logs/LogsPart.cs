using AliLogOps.Emulator.Control;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Api;
using AliLogOps.Emulator.Logs.Storage;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.Logs;

/// <summary>Log data: writing, pulling, searching.</summary>
internal sealed class LogsPart : IEmulatorPart
{
    private const string Logstore = "/logstores/{logstore}";
    private const string Shard = "/logstores/{logstore}/shards/{shard}";

    private LogServices? _logs;

    public IReadOnlyList<SchemaPart> Schemas => [LogsSchema.Part, DeleteTaskOperations.Part, RowChanges.Part];

    public void Register(OperationTable operations, ControlRoutes control, EmulatorServices services)
    {
        LogServices logs = new(services);
        _logs = logs;
        services.Logs = logs;

        GroupIntake intake = new(logs);
        services.Logstores.Deleted += logstore =>
        {
            logs.Engines.Forget(logstore.Id);
            logs.Versions.Forget(logstore.Id);
            intake.Forget(logstore.Id);
        };
        new WebTrackingOperation(intake).Register(operations);
        PutLogsOperation put = new(logs, intake);
        Put(operations, Logstore + "/shards/lb", "PostLogStoreLogs", put.PutBalancedAsync);
        Put(operations, Logstore + "/shards/route", "PostLogStoreLogsByHashKey", put.PutByKeyAsync);
        Put(operations, Logstore, "PostLogStoreLogsOld", put.PutBalancedAsync);

        CursorOperations cursors = new(logs);
        operations.Read("GET", Shard, "GetCursor", cursors.Get, "cursor");
        operations.Read("GET", Shard, "GetCursorTime", cursors.GetTime, "cursor_time");
        PullLogsOperation pull = new(logs);
        operations.Read("GET", Shard, "PullLogs", pull.Pull, "log");
        operations.Read("GET", Shard, "PullLogs", pull.Pull, "logs");
        operations.Read("HEAD", Shard, "PullLogs", pull.Pull, "log");
        operations.Read("HEAD", Shard, "PullLogs", pull.Pull, "logs");

        GetLogsOperation get = new(logs);
        operations.Read("GET", Logstore, "GetLogs", get.GetInHeaders, "log");
        operations.Add(new Operation
        {
            Name = "GetLogsV2",
            Method = "POST",
            Path = new PathTemplate(Logstore + "/logs"),
            Host = HostForm.Project,
            Body = BodyKind.Json,
            Handler = context => new ValueTask<SlsResult>(get.GetInBody(context)),
        });
        operations.Read("GET", "/logs", "GetProjectLogs", new ProjectLogsOperation(logs).Get);
        operations.Read("GET", Logstore, "GetContextLogs", new ContextOperation(logs).Get, "context_log");
        operations.Read("GET", Logstore, "ListTopics", new TopicsOperation(logs).List, "topic");
        operations.Write("POST", Logstore + "/updatelogs", "UpdateLogs", BodyKind.Json, new UpdateLogsOperation(logs).Update);
        operations.Write("POST", Logstore + "/deletelogs", "DeleteLogs", BodyKind.Json, new DeleteLogsOperation(logs).Delete);
        new DeleteTaskOperations(logs).Register(operations);
        HistogramOperation histogram = new(logs);
        operations.Read("GET", Logstore, "GetHistograms", histogram.Get, "histogram");
        operations.Read("GET", Logstore + "/index", "GetHistograms", histogram.Get, "histogram");
    }

    public void Started(EmulatorServices services)
    {
        services.Logs.Retention.Start();
    }

    public async ValueTask StopAsync()
    {
        if (_logs is not null)
        {
            await _logs.Retention.DisposeAsync().ConfigureAwait(false);
            await _logs.Writer.StopAsync().ConfigureAwait(false);
            _logs.Sql.Dispose();
        }
    }

    private static void Put(OperationTable operations, string path, string name, OperationHandler handler)
    {
        operations.Add(new Operation
        {
            Name = name,
            Method = "POST",
            Path = new PathTemplate(path),
            Host = HostForm.Project,
            Body = BodyKind.Raw,
            Handler = handler,
        });
    }
}
