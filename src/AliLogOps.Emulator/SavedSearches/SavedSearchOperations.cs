using System.Text.Json.Nodes;
using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.SavedSearches;

/// <summary>Log Service API, saved searches: create, get, list, update, delete.</summary>
internal static class SavedSearchOperations
{
    /// <summary>Saved searches of one project.</summary>
    public const int Quota = 100;

    public static readonly SchemaPart Part = new(
        "saved searches",
        """
        CREATE TABLE saved_search (
            project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            document TEXT NOT NULL,
            PRIMARY KEY (project_id, name)) WITHOUT ROWID;
        """)
    { Since = 2 };

    private const string All = "/savedsearches";
    private const string One = All + "/{savedsearch}";

    public static void Register(OperationTable table)
    {
        table.Write("POST", All, "CreateSavedSearch", BodyKind.Json, Create);
        table.Read("GET", All, "ListSavedSearch", List);
        table.Read("GET", One, "GetSavedSearch", context => SlsResult.JsonText(Find(context)));
        table.Write("PUT", One, "UpdateSavedSearch", BodyKind.Json, Update);
        table.Write("DELETE", One, "DeleteSavedSearch", BodyKind.None, Delete);
    }

    private static SlsResult Create(OperationContext context)
    {
        (string name, JsonObject document) = Read(context);
        context.Services.Database.Write(session =>
        {
            if (Find(session, context.ProjectId, name) is not null)
            {
                throw SlsErrors.SavedSearchAlreadyExist(name).ToException();
            }
            if (session.Scalar<long>("SELECT count(*) FROM saved_search WHERE project_id = $1", context.ProjectId) >= Quota)
            {
                throw SlsErrors.SavedSearchQuota(Quota).ToException();
            }
            session.Execute("INSERT INTO saved_search (project_id, name, document) VALUES ($1, $2, $3)", context.ProjectId, name, document.ToJsonString());
        });
        return SlsResult.Empty;
    }

    private static SlsResult List(OperationContext context)
    {
        int offset = context.Query.Int("offset", 0, 0, int.MaxValue);
        int size = context.Query.Int("size", 500, 0, 500);
        string part = context.Query["savedsearchName"] ?? "";
        List<(string Name, string Document)> all = context.Services.Database.Read(session => session.Query(
            "SELECT name, document FROM saved_search WHERE project_id = $1 ORDER BY name", row => (row.GetString(0), row.GetString(1)), context.ProjectId));
        all.RemoveAll(search => !search.Name.Contains(part, StringComparison.Ordinal));
        List<(string Name, string Document)> page = [.. all.Skip(offset).Take(size)];
        return SlsResult.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("count", page.Count);
            writer.WriteNumber("total", all.Count);
            writer.WriteStartArray("savedsearchItems");
            page.ForEach(search => writer.WriteRawValue(search.Document));
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static SlsResult Update(OperationContext context)
    {
        (string name, JsonObject document) = Read(context);
        if (name != context.Route["savedsearch"])
        {
            throw SlsErrors.PostBodyInvalid($"savedsearchName {name} is not the name {context.Route["savedsearch"]} of the path").ToException();
        }
        context.Services.Database.Write(session => RequireOne(
            session.Execute("UPDATE saved_search SET document = $3 WHERE project_id = $1 AND name = $2", context.ProjectId, name, document.ToJsonString()), name));
        return SlsResult.Empty;
    }

    private static SlsResult Delete(OperationContext context)
    {
        string name = context.Route["savedsearch"];
        context.Services.Database.Write(session => RequireOne(
            session.Execute("DELETE FROM saved_search WHERE project_id = $1 AND name = $2", context.ProjectId, name), name));
        return SlsResult.Empty;
    }

    private static (string Name, JsonObject Document) Read(OperationContext context)
    {
        JsonMembers body = JsonMembers.OfBody(context, detail => SlsErrors.PostBodyInvalid(detail));
        string name = body.RequiredString("savedsearchName");
        // the same form as a logstore's name
        if (!ResourceNames.IsLogstore(name))
        {
            throw body.Fail($"savedsearchName {name} is invalid: 3 to 63 characters of a-z, 0-9, - and _, first and last a letter or digit");
        }
        body.RequiredString("logstore");
        body.RequiredString("searchQuery");
        JsonObject document = body.Copy();
        document["displayName"] = body.String("displayName") ?? name;
        document["topic"] = body.String("topic") ?? "";
        return (name, document);
    }

    private static string Find(OperationContext context)
    {
        string name = context.Route["savedsearch"];
        return context.Services.Database.Read(session => Find(session, context.ProjectId, name)) ?? throw SlsErrors.SavedSearchNotExist(name).ToException();
    }

    private static string? Find(DatabaseSession session, long projectId, string name)
    {
        return session.Scalar<string>("SELECT document FROM saved_search WHERE project_id = $1 AND name = $2", projectId, name);
    }

    private static void RequireOne(int changed, string name)
    {
        if (changed == 0)
        {
            throw SlsErrors.SavedSearchNotExist(name).ToException();
        }
    }
}
