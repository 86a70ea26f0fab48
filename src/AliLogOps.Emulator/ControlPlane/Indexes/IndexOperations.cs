using System.Text.Json.Nodes;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>Log Service API: CreateIndex, GetIndex, UpdateIndex, DeleteIndex.</summary>
internal static class IndexOperations
{
    private const string IndexPath = "/logstores/{logstore}/index";

    public static void Register(OperationTable table)
    {
        table.Write("POST", IndexPath, "CreateIndex", BodyKind.Json, context => Put(context, mustExist: false));
        table.Read("GET", IndexPath, "GetIndex", Get);
        table.Write("PUT", IndexPath, "UpdateIndex", BodyKind.Json, context => Put(context, mustExist: true));
        table.Write("DELETE", IndexPath, "DeleteIndex", BodyKind.None, Delete);
    }

    private static SlsResult Put(OperationContext context, bool mustExist)
    {
        LogstoreRecord logstore = LogstoreOperations.Require(context);
        JsonObject document = IndexDocument.Normalise(JsonMembers.OfBody(context, SlsErrors.IndexInfoInvalid));
        context.Services.Database.Write(session =>
        {
            bool exists = IndexRepository.Find(session, logstore.Id) is not null;
            if (exists != mustExist)
            {
                throw (exists ? SlsErrors.IndexAlreadyExist() : SlsErrors.IndexNotCreated()).ToException();
            }
            context.Services.Indexes.Put(session, logstore.Id, new IndexRecord(document, context.NowSeconds));
        });
        return SlsResult.Empty;
    }

    private static SlsResult Get(OperationContext context)
    {
        LogstoreRecord logstore = LogstoreOperations.Require(context);
        IndexRecord index = context.Services.Indexes.Find(logstore.Id) ?? throw SlsErrors.IndexConfigNotExist().ToException();
        JsonObject answer = index.Document;
        answer["index_mode"] = "v2";
        answer["storage"] = "pg";
        answer["ttl"] = logstore.TtlDays;
        answer["lastModifyTime"] = index.LastModifyTime;
        return SlsResult.Json(answer);
    }

    private static SlsResult Delete(OperationContext context)
    {
        LogstoreRecord logstore = LogstoreOperations.Require(context);
        context.Services.Database.Write((DatabaseSession session) =>
        {
            if (IndexRepository.Find(session, logstore.Id) is null)
            {
                throw SlsErrors.IndexNotCreated().ToException();
            }
            context.Services.Indexes.Delete(session, logstore.Id);
        });
        return SlsResult.Empty;
    }
}
