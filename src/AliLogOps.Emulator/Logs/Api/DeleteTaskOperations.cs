using System.Text.Json.Nodes;
using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Storage;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.Logs.Api;

/// <summary>
/// The older way to delete logs, as tasks, of any logstore: the logs are found no more, whoever pulls still gets them (Log Service
/// documentation, "Soft delete"; the calls are known from official clients only). Here a task is done when its creation is answered, so
/// its progress is always 100. «unconfirmed»: the form of the list, and the error for a task that does not exist.
/// </summary>
internal sealed class DeleteTaskOperations(LogServices logs)
{
    public static readonly SchemaPart Part = new(
        "delete tasks",
        """
        CREATE TABLE delete_task (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            logstore_id INTEGER NOT NULL REFERENCES logstore (id) ON DELETE CASCADE,
            task_id TEXT NOT NULL,
            document TEXT NOT NULL,
            UNIQUE (logstore_id, task_id));
        """)
    { Since = 3 };

    private const string All = "/logstores/{logstore}/deletelogtasks";

    public void Register(OperationTable table)
    {
        table.Write("POST", All, "CreateDeleteLogTask", BodyKind.Json, Create);
        table.Read("GET", All, "ListDeleteLogTasks", List);
        table.Read("GET", All + "/{task}", "GetDeleteLogTask", Get);
    }

    private SlsResult Create(OperationContext context)
    {
        LogstoreRecord logstore = logs.Logstore(context);
        JsonMembers body = JsonMembers.OfBody(context, SlsErrors.ParameterInvalid);
        if (body.String("type") is { } type && type != "logs")
        {
            throw SlsErrors.NotImplemented($"CreateDeleteLogTask with type = {type}").ToException();
        }
        (RowSelection rows, SearchParameters parameters) = RowSelectionReader.ReadSearch(logs, logstore, context, body);
        LogServices.Changing(logstore, () => logs.Changes.Delete(rows));
        string id = Guid.NewGuid().ToString("N");
        JsonObject task = new()
        {
            ["taskId"] = id,
            ["from"] = parameters.From,
            ["to"] = parameters.To,
            ["query"] = parameters.Query,
            ["progress"] = 100,
            ["errorCode"] = 0,
            ["errorMessage"] = "",
        };
        logs.Services.Database.Write(session =>
        {
            if (LogstoreRepository.Find(session, context.ProjectId, logstore.Name)?.Id != logstore.Id)
            {
                throw SlsErrors.LogStoreNotExist(logstore.Name).ToException();
            }
            session.Execute("INSERT INTO delete_task (logstore_id, task_id, document) VALUES ($1, $2, $3)", logstore.Id, id, task.ToJsonString());
        });
        return SlsResult.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("taskId", id);
            writer.WriteEndObject();
        });
    }

    private SlsResult List(OperationContext context)
    {
        LogstoreRecord logstore = logs.Logstore(context);
        int offset = context.Query.Int("offset", 0, 0, int.MaxValue);
        int size = context.Query.Int("size", 100, 0, 500);
        List<string> all = logs.Services.Database.Read(session => session.Query(
            "SELECT document FROM delete_task WHERE logstore_id = $1 ORDER BY number", row => row.GetString(0), logstore.Id));
        List<string> page = [.. all.Skip(offset).Take(size)];
        return SlsResult.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("count", page.Count);
            writer.WriteNumber("total", all.Count);
            writer.WriteStartArray("tasks");
            page.ForEach(task => writer.WriteRawValue(task));
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private SlsResult Get(OperationContext context)
    {
        LogstoreRecord logstore = logs.Logstore(context);
        string id = context.Route["task"];
        return SlsResult.JsonText(logs.Services.Database.Read(session => session.Scalar<string>(
            "SELECT document FROM delete_task WHERE logstore_id = $1 AND task_id = $2", logstore.Id, id))
            ?? throw SlsErrors.ParameterInvalid($"delete task {id} does not exist").ToException());
    }
}
