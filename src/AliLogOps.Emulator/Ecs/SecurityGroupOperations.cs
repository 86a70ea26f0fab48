using System.Text.Json;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Signing;

namespace AliLogOps.Emulator.Ecs;

/// <summary>ECS: CreateSecurityGroup, DescribeSecurityGroups.</summary>
internal sealed class SecurityGroupOperations(ClientTokens tokens)
{
    private const int MaxIds = 100;

    /// <summary>Private addresses that instances of a group can have, by its type (ECS limits); «unconfirmed» that the field says this.</summary>
    private const int BasicMembers = 2000;
    private const int AdvancedMembers = 65536;

    public SlsResult Create(EcsContext context)
    {
        _ = context.Region;
        EcsParameters parameters = context.Parameters;
        string name = parameters["SecurityGroupName"];
        if (name.Length > 0 && !IsName(name))
        {
            throw EcsErrors.GroupName(name).ToException();
        }
        string description = parameters["Description"];
        if (description.Length > 0 && (description.Length is < 2 or > 256 || IsUrl(description)))
        {
            throw EcsErrors.InvalidParameter("Description", description, "it must be 2 to 256 characters and not start with http:// or https://").ToException();
        }
        string type = parameters["SecurityGroupType"];
        if (type is not ("" or "normal" or "enterprise"))
        {
            throw EcsErrors.InvalidParameter("SecurityGroupType", type, "it must be normal or enterprise").ToException();
        }
        string id = tokens.Once(context.Services.Database, "CreateSecurityGroup", parameters, session =>
        {
            SecurityGroupRecord group = new()
            {
                Id = $"sg-{CredentialStore.RandomText(20).ToLowerInvariant()}",
                Name = name,
                Description = description,
                VpcId = parameters["VpcId"],
                Type = type.Length == 0 ? "normal" : type,
                ResourceGroupId = parameters["ResourceGroupId"],
                Tags = [.. EcsTags.Read(parameters).Select(tag => KeyValuePair.Create(tag["Key"], tag["Value"]))],
                CreateTime = context.Services.Clock.GetUtcNow().ToUnixTimeSeconds(),
            };
            SecurityGroupRepository.Insert(session, group);
            return group.Id;
        });
        return context.Answer(writer => writer.WriteString("SecurityGroupId", id));
    }

    public static SlsResult Describe(EcsContext context)
    {
        string region = context.Region;
        EcsParameters parameters = context.Parameters;
        EcsPage page = EcsPage.Read(parameters, minimumResults: 1, maximumPageSize: 100);
        Func<SecurityGroupRecord, bool> filter = Filter(parameters);
        if (parameters["DryRun"].Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            throw EcsErrors.DryRunOperation().ToException();
        }
        (List<SecurityGroupRecord> all, List<List<StoredRule>> rulesOf) = context.Services.Database.Read(session =>
        {
            List<SecurityGroupRecord> groups = [.. SecurityGroupRepository.List(session).Where(filter)];
            return (groups, groups.ConvertAll(group => SecurityGroupRepository.Rules(session, group.Id)));
        });
        Dictionary<string, int> members = context.Services.Instances.List()
            .SelectMany(instance => instance.SecurityGroupIds).CountBy(id => id, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return context.Answer(writer =>
        {
            writer.WriteString("RegionId", region);
            page.Write(writer, all.Count);
            writer.WriteStartObject("SecurityGroups");
            writer.WriteStartArray("SecurityGroup");
            foreach ((SecurityGroupRecord group, List<StoredRule> rules) in page.Of([.. all.Zip(rulesOf)]))
            {
                Write(writer, group, rules, members.GetValueOrDefault(group.Id));
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static Func<SecurityGroupRecord, bool> Filter(EcsParameters parameters)
    {
        HashSet<string>? ids = Ids(parameters);
        List<EcsParameters> tags = EcsTags.Read(parameters);
        // no group of the emulator belongs to a cloud product
        bool managed = parameters["ServiceManaged"].Equals("true", StringComparison.OrdinalIgnoreCase);
        return group => !managed
            && (ids is null || ids.Contains(group.Id))
            && Fits(parameters["SecurityGroupName"], group.Name)
            && Fits(parameters["SecurityGroupType"], group.Type)
            && Fits(parameters["VpcId"], group.VpcId)
            && Fits(parameters["ResourceGroupId"], group.ResourceGroupId)
            && Fits(parameters["NetworkType"], group.VpcId.Length > 0 ? "vpc" : "classic")
            && tags.All(tag => group.Tags.Any(own => own.Key == tag["Key"] && (tag["Value"].Length == 0 || own.Value == tag["Value"])));
    }

    private static HashSet<string>? Ids(EcsParameters parameters)
    {
        if (parameters["SecurityGroupId"].Length > 0)
        {
            return [parameters["SecurityGroupId"]];
        }
        string json = parameters["SecurityGroupIds"];
        if (json.Length == 0)
        {
            return null;
        }
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            HashSet<string> ids = [.. document.RootElement.EnumerateArray().Select(id => id.GetString()!)];
            return ids.Count <= MaxIds ? ids : throw EcsErrors.InvalidParameter("SecurityGroupIds", json, $"it must list at most {MaxIds} ids").ToException();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw EcsErrors.InvalidParameter("SecurityGroupIds", json, "it must be a JSON array of ids").ToException();
        }
    }

    private static bool Fits(string wanted, string actual)
    {
        return wanted.Length == 0 || wanted == actual;
    }

    private static bool IsName(string name)
    {
        return name.Length is >= 2 and <= 128 && char.IsLetter(name[0]) && !IsUrl(name)
            && name.All(c => char.IsLetterOrDigit(c) || c is ':' or '_' or '.' or '-');
    }

    private static bool IsUrl(string text)
    {
        return text.StartsWith("http://", StringComparison.Ordinal) || text.StartsWith("https://", StringComparison.Ordinal);
    }

    private static void Write(Utf8JsonWriter writer, SecurityGroupRecord group, List<StoredRule> rules, int instances)
    {
        writer.WriteStartObject();
        writer.WriteString("SecurityGroupId", group.Id);
        writer.WriteString("SecurityGroupName", group.Name);
        writer.WriteString("Description", group.Description);
        writer.WriteString("SecurityGroupType", group.Type);
        writer.WriteString("VpcId", group.VpcId);
        writer.WriteString("CreationTime", EcsTime.Format(group.CreateTime));
        writer.WriteString("ResourceGroupId", group.ResourceGroupId);
        writer.WriteNumber("RuleCount", rules.Count);
        writer.WriteNumber("GroupToGroupRuleCount", rules.Count(rule => rule.Rule.SourceGroupId.Length > 0));
        writer.WriteNumber("EcsCount", instances);
        writer.WriteNumber("AvailableInstanceAmount", Math.Max(0, (group.IsAdvanced ? AdvancedMembers : BasicMembers) - instances));
        writer.WriteBoolean("ServiceManaged", false);
        writer.WriteStartObject("Tags");
        writer.WriteStartArray("Tag");
        foreach (KeyValuePair<string, string> tag in group.Tags)
        {
            writer.WriteStartObject();
            writer.WriteString("TagKey", tag.Key);
            writer.WriteString("TagValue", tag.Value);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
