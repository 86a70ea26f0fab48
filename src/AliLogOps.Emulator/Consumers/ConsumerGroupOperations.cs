using System.Text.Json;
using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.Consumers;

/// <summary>Log Service API, consumer groups: create, list, update, delete.</summary>
internal sealed class ConsumerGroupOperations(Action<long> deleted)
{
    /// <summary>Groups of one logstore.</summary>
    public const int Quota = 30;

    private const string Groups = "/logstores/{logstore}/consumergroups";
    private const string Group = Groups + "/{consumergroup}";

    public void Register(OperationTable table)
    {
        table.Write("POST", Groups, "CreateConsumerGroup", BodyKind.Json, Create);
        table.Read("GET", Groups, "ListConsumerGroup", List);
        table.Write("PUT", Group, "UpdateConsumerGroup", BodyKind.Json, Update);
        table.Write("DELETE", Group, "DeleteConsumerGroup", BodyKind.None, Delete);
    }

    /// <summary>The group of the path.</summary>
    /// <exception cref="SlsException">404 ConsumerGroupNotExist.</exception>
    public static ConsumerGroupRecord Require(DatabaseSession session, OperationContext context, long logstoreId)
    {
        string name = context.Route["consumergroup"];
        return ConsumerGroupRepository.Find(session, logstoreId, name) ?? throw SlsErrors.ConsumerGroupNotExist(name).ToException();
    }

    private static SlsResult Create(OperationContext context)
    {
        LogstoreRecord logstore = LogstoreOperations.Require(context);
        JsonMembers body = JsonMembers.OfBody(context, SlsErrors.JsonInfoInvalid);
        string name = body.RequiredString("consumerGroup");
        if (!ResourceNames.IsConsumerGroup(name))
        {
            throw body.Fail($"consumer group name {name} is invalid: 1 to 128 characters of a-z, A-Z, 0-9, -, _ and .");
        }
        int timeout = Timeout(body) ?? throw body.Missing("timeout");
        bool inOrder = body.Bool("order") ?? throw body.Missing("order");
        context.Services.Database.Write(session =>
        {
            List<ConsumerGroupRecord> known = ConsumerGroupRepository.List(session, logstore.Id);
            if (known.Exists(group => group.Name == name))
            {
                throw SlsErrors.ConsumerGroupAlreadyExist(name).ToException();
            }
            if (known.Count >= Quota)
            {
                throw SlsErrors.ExceedQuota($"consumer group count exceed quota: {Quota} groups exist already").ToException();
            }
            ConsumerGroupRepository.Insert(session, logstore.Id, name, timeout, inOrder);
        });
        return SlsResult.Empty;
    }

    private static SlsResult List(OperationContext context)
    {
        LogstoreRecord logstore = LogstoreOperations.Require(context);
        List<ConsumerGroupRecord> groups = context.Services.Database.Read(session => ConsumerGroupRepository.List(session, logstore.Id));
        return SlsResult.Json(writer =>
        {
            writer.WriteStartArray();
            foreach (ConsumerGroupRecord group in groups)
            {
                writer.WriteStartObject();
                writer.WriteString("name", group.Name);
                writer.WriteNumber("timeout", group.Timeout);
                writer.WriteBoolean("order", group.InOrder);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        });
    }

    private static SlsResult Update(OperationContext context)
    {
        LogstoreRecord logstore = LogstoreOperations.Require(context);
        JsonMembers body = JsonMembers.OfBody(context, SlsErrors.JsonInfoInvalid);
        int? timeout = Timeout(body);
        bool? inOrder = body.Bool("order");
        context.Services.Database.Write(session =>
        {
            ConsumerGroupRecord group = Require(session, context, logstore.Id);
            ConsumerGroupRepository.Update(session, group with { Timeout = timeout ?? group.Timeout, InOrder = inOrder ?? group.InOrder });
        });
        return SlsResult.Empty;
    }

    private SlsResult Delete(OperationContext context)
    {
        LogstoreRecord logstore = LogstoreOperations.Require(context);
        long id = context.Services.Database.Write(session =>
        {
            ConsumerGroupRecord group = Require(session, context, logstore.Id);
            ConsumerGroupRepository.Delete(session, group.Id);
            return group.Id;
        });
        deleted(id);
        return SlsResult.Empty;
    }

    private static int? Timeout(JsonMembers body)
    {
        return body.Int("timeout") is not { } timeout ? null
            : timeout > 0 ? timeout
            : throw body.Fail($"timeout {timeout} is invalid: it must be a positive number of seconds");
    }
}
