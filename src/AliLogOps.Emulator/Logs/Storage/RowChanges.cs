using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.Logs.Storage;

/// <summary>
/// Logs that have been deleted or changed after they were written, as an overlay over the log groups: what queries see. The groups stay
/// as received, since consumers go on reading them so (Log Service documentation, "Modify and delete log data", "Soft delete").
/// </summary>
internal static class RowChanges
{
    public static readonly SchemaPart Part = new(
        "row changes",
        """
        -- content is the Log message that stands in for the one of the group; null: the log is deleted
        CREATE TABLE row_change (
            group_id INTEGER NOT NULL REFERENCES log_group (id) ON DELETE CASCADE,
            log_index INTEGER NOT NULL,
            logstore_id INTEGER NOT NULL,
            content BLOB,
            PRIMARY KEY (group_id, log_index));
        -- each kind is found without a look at the other, however many there are
        CREATE INDEX row_change_deleted ON row_change (logstore_id, group_id, log_index) WHERE content IS NULL;
        CREATE INDEX row_change_replaced ON row_change (group_id) WHERE content IS NOT NULL;
        """)
    { Since = 4 };

    /// <summary>Deletes a log, changed or not.</summary>
    public static void Delete(DatabaseSession session, long logstoreId, RowId row)
    {
        Put(session, logstoreId, row, null);
    }

    /// <summary>Sets what queries see of a log.</summary>
    /// <param name="content">Log message.</param>
    public static void Replace(DatabaseSession session, long logstoreId, RowId row, byte[] content)
    {
        Put(session, logstoreId, row, content);
    }

    /// <summary>Log messages that stand in for those of a group, by their place in it.</summary>
    public static Dictionary<int, byte[]> Replacements(DatabaseSession session, long groupId)
    {
        return session.Query(
            "SELECT log_index, content FROM row_change WHERE group_id = $1 AND content IS NOT NULL", row => (Index: row.GetInt32(0), Content: (byte[])row[1]), groupId)
            .ToDictionary(change => change.Index, change => change.Content);
    }

    /// <summary>The deleted logs of a logstore.</summary>
    public static DeletedLogs ReadDeleted(DatabaseSession session, long logstoreId)
    {
        DeletedLogs deleted = new();
        foreach ((RowId row, int logCount) in session.Query(
            "SELECT c.group_id, c.log_index, g.log_count FROM row_change c JOIN log_group g ON g.id = c.group_id WHERE c.logstore_id = $1 AND c.content IS NULL ORDER BY c.group_id",
            row => (new RowId(row.GetInt64(0), row.GetInt32(1)), row.GetInt32(2)), logstoreId))
        {
            deleted.Add(row, logCount);
        }
        return deleted;
    }

    private static void Put(DatabaseSession session, long logstoreId, RowId row, byte[]? content)
    {
        session.Execute(
            "INSERT INTO row_change (group_id, log_index, logstore_id, content) VALUES ($1, $2, $3, $4) ON CONFLICT DO UPDATE SET content = $4",
            row.GroupId, row.Index, logstoreId, content);
    }
}
