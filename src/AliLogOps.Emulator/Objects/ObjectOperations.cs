using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.Objects;

/// <summary>
/// Objects of a logstore: put, get, delete. The official clients for Python and Go are the only source for the first two; the deletion, all
/// error codes and the ETag are «unconfirmed». No signature covers an object's body and x-log-meta-* headers.
/// </summary>
internal static class ObjectOperations
{
    private const string One = "/logstores/{logstore}/objects/{object}";

    public static void Register(OperationTable table)
    {
        table.Add(new Operation
        {
            Name = "PutObject",
            Method = "PUT",
            Path = new PathTemplate(One),
            Host = HostForm.Project,
            Body = BodyKind.Raw,
            NeedsContentType = false,
            SignsBody = false,
            Handler = context => new ValueTask<SlsResult>(Put(context)),
        });
        table.Read("GET", One, "GetObject", Get);
        table.Read("DELETE", One, "DeleteObject", Delete);
    }

    private static SlsResult Put(OperationContext context)
    {
        string name = NameOf(context);
        if (!string.IsNullOrEmpty(context.Request.Headers["x-log-compresstype"]))
        {
            // whether the object would be what was sent or what it holds is told nowhere
            throw SlsErrors.NotImplemented("PutObject with x-log-compresstype").ToException();
        }
        KeyValuePair<string, string> etag = ObjectHeaders.ETagOf(context.Request.Body);
        StoredObject item = new([etag, .. ObjectHeaders.Read(context.Request)], context.Request.Body);
        context.Services.Database.Write(session => ObjectRepository.Put(session, RequireLogstore(context, session), name, item));
        return SlsResult.Empty.With(etag.Key, etag.Value);
    }

    private static SlsResult Get(OperationContext context)
    {
        string name = NameOf(context);
        StoredObject item = context.Services.Database.Read(session => ObjectRepository.Find(session, RequireLogstore(context, session), name))
            ?? throw SlsErrors.ObjectNotExist(name).ToException();
        SlsResult answer = new() { Body = item.Content };
        answer.Headers.AddRange(item.Headers);
        return answer;
    }

    private static SlsResult Delete(OperationContext context)
    {
        string name = NameOf(context);
        return context.Services.Database.Write(session => ObjectRepository.Delete(session, RequireLogstore(context, session), name))
            ? SlsResult.Empty
            : throw SlsErrors.ObjectNotExist(name).ToException();
    }

    /// <summary>In the transaction of the object, so that the logstore cannot go in between.</summary>
    private static long RequireLogstore(OperationContext context, DatabaseSession session)
    {
        string name = context.Route["logstore"];
        LogstoreRecord logstore = LogstoreRepository.Find(session, context.ProjectId, name) ?? throw SlsErrors.LogStoreNotExist(name).ToException();
        return LogstoreOperations.Known(context.Services, logstore).Id;
    }

    private static string NameOf(OperationContext context)
    {
        string name = context.Route["object"];
        return name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            ? name
            : throw SlsErrors.ParameterInvalid($"object name {name} is invalid: it may have letters, digits, _ and - only").ToException();
    }
}
