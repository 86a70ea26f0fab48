using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>
/// Log Service API, sub-stores of a logstore: create, get, list, update, delete, and the retention they share. They are kept and given back
/// without effect. «unconfirmed»: error codes, the form of the list, the name rule (that of logstores), the range of the members.
/// </summary>
internal static class SubStoreOperations
{
    private const string All = "/logstores/{logstore}/substores";
    private const string One = All + "/{substore}";
    private const string Retention = All + "/storage/ttl";

    public static void Register(OperationTable table)
    {
        table.Write("POST", All, "CreateSubStore", BodyKind.Json, Create);
        table.Read("GET", All, "ListSubStore", List);
        table.Read("GET", One, "GetSubStore", Get);
        table.Write("PUT", One, "UpdateSubStore", BodyKind.Json, Update);
        table.Write("DELETE", One, "DeleteSubStore", BodyKind.None, Delete);
        table.Read("GET", Retention, "GetSubStoreTTL", GetTtl);
        table.Write("PUT", Retention, "UpdateSubStoreTTL", BodyKind.None, PutTtl);
    }

    private static SlsResult Create(OperationContext context)
    {
        LogstoreRecord logstore = LogstoreOperations.Require(context);
        JsonMembers body = Read(context, out string name);
        context.Services.Database.Write(session =>
        {
            if (SubStoreRepository.Find(session, logstore.Id, name) is not null)
            {
                throw body.Fail($"substore {name} already exists");
            }
            SubStoreRepository.Put(session, logstore.Id, name, body.Copy().ToJsonString());
        });
        return SlsResult.Empty;
    }

    private static SlsResult List(OperationContext context)
    {
        LogstoreRecord logstore = LogstoreOperations.Require(context);
        return Paging.Bound("substores", context.Services.Database.Read(session => SubStoreRepository.Names(session, logstore.Id)));
    }

    private static SlsResult Get(OperationContext context)
    {
        LogstoreRecord logstore = LogstoreOperations.Require(context);
        string name = context.Route["substore"];
        return SlsResult.JsonText(context.Services.Database.Read(session => SubStoreRepository.Find(session, logstore.Id, name)) ?? throw NotExist(name));
    }

    private static SlsResult Update(OperationContext context)
    {
        LogstoreRecord logstore = LogstoreOperations.Require(context);
        JsonMembers body = Read(context, out string name);
        if (name != context.Route["substore"])
        {
            throw body.Fail($"substore name {name} is invalid: the path names {context.Route["substore"]}");
        }
        context.Services.Database.Write(session =>
        {
            if (SubStoreRepository.Find(session, logstore.Id, name) is null)
            {
                throw NotExist(name);
            }
            SubStoreRepository.Put(session, logstore.Id, name, body.Copy().ToJsonString());
        });
        return SlsResult.Empty;
    }

    private static SlsResult Delete(OperationContext context)
    {
        LogstoreRecord logstore = LogstoreOperations.Require(context);
        string name = context.Route["substore"];
        return context.Services.Database.Write(session => SubStoreRepository.Delete(session, logstore.Id, name)) ? SlsResult.Empty : throw NotExist(name);
    }

    /// <summary>«unconfirmed»: until it is set, the logstore's own.</summary>
    private static SlsResult GetTtl(OperationContext context)
    {
        LogstoreRecord logstore = LogstoreOperations.Require(context);
        int days = context.Services.Database.Read(session => SubStoreRepository.Ttl(session, logstore.Id)) ?? logstore.TtlDays;
        return SlsResult.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("ttl", days);
            writer.WriteEndObject();
        });
    }

    private static SlsResult PutTtl(OperationContext context)
    {
        LogstoreRecord logstore = LogstoreOperations.Require(context);
        int days = context.Query.Int("ttl", 0, 1, LogstoreSettings.MaxTtl);
        if (days == 0)
        {
            throw SlsErrors.ParameterInvalid($"parameter ttl is lacking: it must be an integer from 1 to {LogstoreSettings.MaxTtl}").ToException();
        }
        context.Services.Database.Write(session => SubStoreRepository.PutTtl(session, logstore.Id, days));
        return SlsResult.Empty;
    }

    private static JsonMembers Read(OperationContext context, out string name)
    {
        JsonMembers body = JsonMembers.OfBody(context, SlsErrors.ParameterInvalid);
        name = body.RequiredString("name");
        if (!ResourceNames.IsLogstore(name))
        {
            throw body.Fail($"substore name {name} is invalid: 3 to 63 characters of a-z, 0-9, - and _, first and last a letter or digit");
        }
        if (body.RequiredInt("ttl") is var ttl and (< 1 or > LogstoreSettings.MaxTtl))
        {
            throw body.Fail($"ttl {ttl} is invalid: it must be within range [1, {LogstoreSettings.MaxTtl}]");
        }
        int keys = 0;
        foreach (System.Text.Json.JsonElement element in body.Array("keys") ?? throw body.Missing("keys"))
        {
            if (element.ValueKind != System.Text.Json.JsonValueKind.Object)
            {
                throw body.Fail("each of keys must be an object with name and type");
            }
            JsonMembers key = new(element, SlsErrors.ParameterInvalid);
            key.RequiredString("name");
            key.RequiredString("type");
            keys++;
        }
        if (body.RequiredInt("sortedKeyCount") is var sorted && (sorted < 0 || sorted > keys))
        {
            throw body.Fail($"sortedKeyCount {sorted} is invalid: it must be from 0 to {keys}, the number of keys");
        }
        if (body.RequiredInt("timeIndex") is var index && (index < 0 || index >= keys))
        {
            throw body.Fail($"timeIndex {index} is invalid: it must be the place of a key, from 0 to {keys - 1}");
        }
        return body;
    }

    private static SlsException NotExist(string name)
    {
        return SlsErrors.ParameterInvalid($"substore {name} does not exist").ToException();
    }
}
