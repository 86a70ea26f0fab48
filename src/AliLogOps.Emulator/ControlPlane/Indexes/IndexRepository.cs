using System.Text.Json.Nodes;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>The index definition of a logstore, as it was set.</summary>
/// <param name="Document">Body of CreateIndex or UpdateIndex.</param>
/// <param name="LastModifyTime">Epoch seconds.</param>
internal sealed record IndexRecord(JsonObject Document, long LastModifyTime);

/// <summary>Index definitions in the database.</summary>
internal sealed class IndexRepository(Database database)
{
    /// <summary>Raised inside the write transaction with the logstore's key, when its definition was set (not null) or deleted (null).</summary>
    public event Action<long, IndexRecord?>? Changed;

    /// <summary>The definition, or null if the logstore has none.</summary>
    public IndexRecord? Find(long logstoreId)
    {
        return database.Read(session => Find(session, logstoreId));
    }

    public static IndexRecord? Find(DatabaseSession session, long logstoreId)
    {
        return session.QueryFirst(
            "SELECT document, last_modify_time FROM log_index WHERE logstore_id = $1",
            row => new IndexRecord(JsonNode.Parse(row.GetString(0))!.AsObject(), row.GetInt64(1)),
            logstoreId);
    }

    /// <summary>Sets the definition, whether there was one or not.</summary>
    public void Put(DatabaseSession session, long logstoreId, IndexRecord index)
    {
        session.Execute(
            "INSERT INTO log_index (logstore_id, document, last_modify_time) VALUES ($1, $2, $3) ON CONFLICT (logstore_id) DO UPDATE SET document = $2, last_modify_time = $3",
            logstoreId, index.Document.ToJsonString(), index.LastModifyTime);
        Changed?.Invoke(logstoreId, index);
    }

    public void Delete(DatabaseSession session, long logstoreId)
    {
        session.Execute("DELETE FROM log_index WHERE logstore_id = $1", logstoreId);
        Changed?.Invoke(logstoreId, null);
    }
}
