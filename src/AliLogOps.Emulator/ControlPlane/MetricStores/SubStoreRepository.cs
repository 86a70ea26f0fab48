using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>Sub-stores in the database, as JSON documents; they go with their logstore.</summary>
internal static class SubStoreRepository
{
    public static readonly SchemaPart Part = new(
        "sub-stores",
        """
        CREATE TABLE sub_store (
            logstore_id INTEGER NOT NULL REFERENCES logstore (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            document TEXT NOT NULL,
            PRIMARY KEY (logstore_id, name)) WITHOUT ROWID;

        CREATE TABLE sub_store_ttl (
            logstore_id INTEGER PRIMARY KEY REFERENCES logstore (id) ON DELETE CASCADE,
            ttl INTEGER NOT NULL);
        """)
    { Since = 3 };

    public static string? Find(DatabaseSession session, long logstoreId, string name)
    {
        return session.Scalar<string>("SELECT document FROM sub_store WHERE logstore_id = $1 AND name = $2", logstoreId, name);
    }

    /// <summary>Names in order.</summary>
    public static List<string> Names(DatabaseSession session, long logstoreId)
    {
        return session.Query("SELECT name FROM sub_store WHERE logstore_id = $1 ORDER BY name", row => row.GetString(0), logstoreId);
    }

    public static void Put(DatabaseSession session, long logstoreId, string name, string document)
    {
        session.Execute(
            "INSERT INTO sub_store (logstore_id, name, document) VALUES ($1, $2, $3) ON CONFLICT DO UPDATE SET document = $3", logstoreId, name, document);
    }

    /// <summary>False if there is none.</summary>
    public static bool Delete(DatabaseSession session, long logstoreId, string name)
    {
        return session.Execute("DELETE FROM sub_store WHERE logstore_id = $1 AND name = $2", logstoreId, name) > 0;
    }

    /// <summary>Days, or null if the retention of sub-stores has not been set.</summary>
    public static int? Ttl(DatabaseSession session, long logstoreId)
    {
        return (int?)session.Scalar<long?>("SELECT ttl FROM sub_store_ttl WHERE logstore_id = $1", logstoreId);
    }

    public static void PutTtl(DatabaseSession session, long logstoreId, int days)
    {
        session.Execute("INSERT INTO sub_store_ttl (logstore_id, ttl) VALUES ($1, $2) ON CONFLICT DO UPDATE SET ttl = $2", logstoreId, days);
    }
}
