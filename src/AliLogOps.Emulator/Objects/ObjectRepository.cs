using System.Text.Json;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.Objects;

/// <summary>Objects in the database; they go with their logstore.</summary>
internal static class ObjectRepository
{
    // a table with row ids: its rows are large
    public static readonly SchemaPart Part = new(
        "objects",
        """
        CREATE TABLE logstore_object (
            logstore_id INTEGER NOT NULL REFERENCES logstore (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            headers TEXT NOT NULL,
            content BLOB NOT NULL,
            PRIMARY KEY (logstore_id, name));
        """)
    { Since = 4 };

    public static StoredObject? Find(DatabaseSession session, long logstoreId, string name)
    {
        return session.QueryFirst(
            "SELECT headers, content FROM logstore_object WHERE logstore_id = $1 AND name = $2",
            row => new StoredObject(JsonSerializer.Deserialize<List<KeyValuePair<string, string>>>(row.GetString(0))!, row.GetFieldValue<byte[]>(1)),
            logstoreId, name);
    }

    /// <summary>Adds an object, or replaces the one of that name.</summary>
    public static void Put(DatabaseSession session, long logstoreId, string name, StoredObject item)
    {
        session.Execute(
            "INSERT INTO logstore_object (logstore_id, name, headers, content) VALUES ($1, $2, $3, $4) ON CONFLICT DO UPDATE SET headers = $3, content = $4",
            logstoreId, name, JsonSerializer.Serialize(item.Headers), item.Content.ToArray());
    }

    /// <summary>False if there is none.</summary>
    public static bool Delete(DatabaseSession session, long logstoreId, string name)
    {
        return session.Execute("DELETE FROM logstore_object WHERE logstore_id = $1 AND name = $2", logstoreId, name) > 0;
    }
}
