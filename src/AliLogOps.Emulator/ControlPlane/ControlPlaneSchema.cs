using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>Tables of projects and what hangs on them. Children go with their parents.</summary>
internal static class ControlPlaneSchema
{
    public static readonly SchemaPart Part = new(
        "control plane",
        """
        CREATE TABLE project (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            description TEXT NOT NULL,
            resource_group_id TEXT NOT NULL,
            data_redundancy_type TEXT NOT NULL,
            recycle_bin_enabled INTEGER NOT NULL,
            create_time INTEGER NOT NULL,
            last_modify_time INTEGER NOT NULL);

        -- ids are never used twice: what belongs to a deleted logstore cannot turn up in a new one
        CREATE TABLE logstore (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            settings TEXT NOT NULL,
            create_time INTEGER NOT NULL,
            last_modify_time INTEGER NOT NULL,
            UNIQUE (project_id, name));

        CREATE TABLE shard (
            logstore_id INTEGER NOT NULL REFERENCES logstore (id) ON DELETE CASCADE,
            shard_id INTEGER NOT NULL,
            read_write INTEGER NOT NULL,
            begin_key TEXT NOT NULL,
            end_key TEXT NOT NULL,
            create_time INTEGER NOT NULL,
            PRIMARY KEY (logstore_id, shard_id)) WITHOUT ROWID;

        CREATE TABLE log_index (
            logstore_id INTEGER PRIMARY KEY REFERENCES logstore (id) ON DELETE CASCADE,
            document TEXT NOT NULL,
            last_modify_time INTEGER NOT NULL);

        CREATE TABLE logtail_config (
            id INTEGER PRIMARY KEY,
            project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            is_pipeline INTEGER NOT NULL,
            logstore_name TEXT NOT NULL,
            document TEXT NOT NULL,
            create_time INTEGER NOT NULL,
            last_modify_time INTEGER NOT NULL,
            UNIQUE (project_id, name));

        CREATE TABLE machine_group (
            id INTEGER PRIMARY KEY,
            project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            document TEXT NOT NULL,
            create_time INTEGER NOT NULL,
            last_modify_time INTEGER NOT NULL,
            UNIQUE (project_id, name));

        CREATE TABLE machine_group_binding (
            group_id INTEGER NOT NULL REFERENCES machine_group (id) ON DELETE CASCADE,
            config_id INTEGER NOT NULL REFERENCES logtail_config (id) ON DELETE CASCADE,
            PRIMARY KEY (group_id, config_id)) WITHOUT ROWID;
        CREATE INDEX machine_group_binding_config ON machine_group_binding (config_id);

        CREATE TABLE resource_tag (
            project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
            resource_type TEXT NOT NULL,
            resource_id TEXT NOT NULL,
            key TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (resource_type, resource_id, key)) WITHOUT ROWID;
        CREATE INDEX resource_tag_project ON resource_tag (project_id);
        """);
}
