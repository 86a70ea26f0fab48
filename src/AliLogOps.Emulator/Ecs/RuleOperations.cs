using System.Globalization;
using System.Text.Json;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Signing;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.Ecs;

/// <summary>ECS: AuthorizeSecurityGroup, RevokeSecurityGroup, DescribeSecurityGroupAttribute.</summary>
internal sealed class RuleOperations(ClientTokens tokens)
{
    /// <summary>Rules of one group.</summary>
    public const int RuleLimit = 1000;

    /// <summary>Rules of a basic group that have another group as source.</summary>
    public const int GroupRuleLimit = 20;

    /// <summary>Adds inbound rules. A rule that exists already is no error and adds nothing.</summary>
    public SlsResult Authorize(EcsContext context)
    {
        _ = context.Region;
        string groupId = GroupId(context);
        tokens.Once(context.Services.Database, "AuthorizeSecurityGroup", context.Parameters, session =>
        {
            SecurityGroupRecord group = RequireGroup(session, groupId);
            RuleReader.CheckType(context.Parameters, group);
            List<SecurityGroupRule> rules = RuleReader.Read(context.Parameters, group, id => SecurityGroupRepository.Find(session, id) is not null);
            return Add(session, groupId, rules, context);
        });
        return context.Answer();
    }

    /// <summary>Removes rules by id (an unknown one is an error) or by their fields (no match is no error; sources disagree).</summary>
    public SlsResult Revoke(EcsContext context)
    {
        _ = context.Region;
        string groupId = GroupId(context);
        List<string> ids = context.Parameters.List("SecurityGroupRuleId");
        if (ids.Count > 0 && RuleReader.HasRules(context.Parameters))
        {
            throw EcsErrors.Permissions("it must not be mixed with SecurityGroupRuleId").ToException();
        }
        tokens.Once(context.Services.Database, "RevokeSecurityGroup", context.Parameters, session =>
        {
            SecurityGroupRecord group = RequireGroup(session, groupId);
            List<SecurityGroupRule> rules = ids.Count > 0
                ? []
                : RuleReader.Read(context.Parameters, group, id => SecurityGroupRepository.Find(session, id) is not null);
            return Remove(session, groupId, ids, rules);
        });
        return context.Answer();
    }

    public static SlsResult Describe(EcsContext context)
    {
        string region = context.Region;
        string groupId = GroupId(context);
        string direction = context.Parameters["Direction"].ToLowerInvariant();
        if (direction is not ("" or "all" or "ingress" or "egress"))
        {
            throw EcsErrors.InvalidParameter("Direction", context.Parameters["Direction"], "it must be ingress, egress or all").ToException();
        }
        int size = context.Parameters.Int("MaxResults", 500, 10, 1000);
        int offset = PageToken.Read(context.Parameters["NextToken"]);
        (SecurityGroupRecord group, List<StoredRule> all) = context.Services.Database.Read(session =>
            (RequireGroup(session, groupId), SecurityGroupRepository.Rules(session, groupId)));
        if (direction == "egress")
        {
            all = [];
        }
        List<StoredRule> page = [.. all.Skip(offset).Take(size)];
        return context.Answer(writer =>
        {
            writer.WriteString("RegionId", region);
            writer.WriteString("SecurityGroupId", group.Id);
            writer.WriteString("SecurityGroupName", group.Name);
            writer.WriteString("Description", group.Description);
            writer.WriteString("VpcId", group.VpcId);
            writer.WriteString("InnerAccessPolicy", group.IsAdvanced ? "Drop" : "Accept");
            writer.WriteString("NextToken", PageToken.Next(offset, page.Count, all.Count));
            writer.WriteStartObject("Permissions");
            writer.WriteStartArray("Permission");
            foreach (StoredRule rule in page)
            {
                Write(writer, rule);
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteStartObject("SnapshotPolicyIds");
            writer.WriteStartArray("SnapshotPolicyId");
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static string Add(DatabaseSession session, string groupId, List<SecurityGroupRule> rules, EcsContext context)
    {
        long now = context.Services.Clock.GetUtcNow().ToUnixTimeSeconds();
        foreach (SecurityGroupRule rule in rules)
        {
            SecurityGroupRepository.AddRule(session, groupId, new StoredRule($"sgr-{CredentialStore.RandomText(20).ToLowerInvariant()}", rule, now));
        }
        List<StoredRule> all = SecurityGroupRepository.Rules(session, groupId);
        if (all.Count > RuleLimit)
        {
            throw EcsErrors.RuleLimit(RuleLimit).ToException();
        }
        return all.Count(rule => rule.Rule.SourceGroupId.Length > 0) <= GroupRuleLimit ? "" : throw EcsErrors.GroupRuleLimit(GroupRuleLimit).ToException();
    }

    private static string Remove(DatabaseSession session, string groupId, List<string> ids, List<SecurityGroupRule> rules)
    {
        foreach (string id in ids)
        {
            if (!SecurityGroupRepository.RemoveRule(session, groupId, id))
            {
                throw EcsErrors.RuleNotFound(id).ToException();
            }
        }
        foreach (SecurityGroupRule rule in rules)
        {
            SecurityGroupRepository.RemoveRule(session, groupId, rule);
        }
        return "";
    }

    private static string GroupId(EcsContext context)
    {
        string id = context.Parameters.Required("SecurityGroupId");
        return id.StartsWith("sg-", StringComparison.Ordinal) ? id : throw EcsErrors.GroupMalformed(id).ToException();
    }

    private static SecurityGroupRecord RequireGroup(DatabaseSession session, string id)
    {
        return SecurityGroupRepository.Find(session, id) ?? throw EcsErrors.GroupNotFound(id).ToException();
    }

    private static void Write(Utf8JsonWriter writer, StoredRule stored)
    {
        SecurityGroupRule rule = stored.Rule;
        writer.WriteStartObject();
        writer.WriteString("SecurityGroupRuleId", stored.Id);
        writer.WriteString("Direction", "ingress");
        writer.WriteString("IpProtocol", rule.IpProtocol);
        writer.WriteString("PortRange", rule.PortRange);
        writer.WriteString("SourcePortRange", rule.SourcePortRange);
        writer.WriteString("SourceCidrIp", rule.SourceCidrIp);
        writer.WriteString("Ipv6SourceCidrIp", rule.Ipv6SourceCidrIp);
        writer.WriteString("SourceGroupId", rule.SourceGroupId);
        writer.WriteString("SourceGroupOwnerAccount", rule.SourceGroupOwnerAccount);
        writer.WriteString("DestCidrIp", rule.DestCidrIp);
        writer.WriteString("Ipv6DestCidrIp", rule.Ipv6DestCidrIp);
        // what a rule of the emulator never has is answered as empty text («unconfirmed» for the service)
        foreach (string name in (string[])["SourceGroupName", "SourcePrefixListId", "SourcePrefixListName", "DestGroupId", "DestGroupName", "DestGroupOwnerAccount", "DestPrefixListId", "DestPrefixListName", "PortRangeListId", "PortRangeListName"])
        {
            writer.WriteString(name, "");
        }
        writer.WriteString("NicType", rule.NicType);
        writer.WriteString("Policy", rule.Policy);
        writer.WriteString("Priority", rule.Priority.ToString(CultureInfo.InvariantCulture));
        writer.WriteString("Description", rule.Description);
        writer.WriteString("CreateTime", EcsTime.Format(stored.CreateTime));
        writer.WriteEndObject();
    }
}
