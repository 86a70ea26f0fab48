using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.Logs.Storage;

/// <summary>
/// Tables of the log data. All goes with its logstore. No id is ever used twice, as what is kept in memory goes by ids.
/// </summary>
internal static class LogsSchema
{
    public static readonly SchemaPart Part = new(
        "logs",
        """
        -- every index definition under which something was written
        CREATE TABLE index_version (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            logstore_id INTEGER NOT NULL REFERENCES logstore (id) ON DELETE CASCADE,
            document TEXT NOT NULL,
            UNIQUE (logstore_id, document));

        -- log groups as received, LZ4 blocks; the ids give the order of arrival
        CREATE TABLE log_group (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            logstore_id INTEGER NOT NULL REFERENCES logstore (id) ON DELETE CASCADE,
            shard_id INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            receive_time INTEGER NOT NULL,
            index_version_id INTEGER,
            min_time INTEGER NOT NULL,
            max_time INTEGER NOT NULL,
            log_count INTEGER NOT NULL,
            raw_size INTEGER NOT NULL,
            added_tags BLOB NOT NULL,
            data BLOB NOT NULL);
        CREATE UNIQUE INDEX log_group_position ON log_group (logstore_id, shard_id, sequence, receive_time);
        CREATE INDEX log_group_arrival ON log_group (logstore_id, id);

        -- parts of the search index that are complete
        CREATE TABLE segment (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            logstore_id INTEGER NOT NULL REFERENCES logstore (id) ON DELETE CASCADE,
            index_version_id INTEGER NOT NULL,
            last_group_id INTEGER NOT NULL,
            documents INTEGER NOT NULL,
            min_time INTEGER NOT NULL,
            max_time INTEGER NOT NULL,
            frame BLOB NOT NULL);
        CREATE INDEX segment_logstore ON segment (logstore_id, id);

        CREATE TABLE segment_block (
            segment_id INTEGER NOT NULL REFERENCES segment (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            data BLOB NOT NULL,
            PRIMARY KEY (segment_id, number));
        """);
}
