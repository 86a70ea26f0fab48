using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Signing;

namespace AliLogOps.Emulator.Ecs;

/// <summary>The ECS and STS operations that are built.</summary>
internal static class EcsOperations
{
    public static IEnumerable<EcsOperation> All()
    {
        ClientTokens tokens = new();
        RuleOperations rules = new(tokens);
        SecurityGroupOperations groups = new(tokens);
        return
        [
            new("AuthorizeSecurityGroup", EcsPipeline.EcsVersion, true, rules.Authorize),
            new("RevokeSecurityGroup", EcsPipeline.EcsVersion, true, rules.Revoke),
            new("DescribeSecurityGroupAttribute", EcsPipeline.EcsVersion, false, RuleOperations.Describe),
            new("DescribeSecurityGroups", EcsPipeline.EcsVersion, false, SecurityGroupOperations.Describe),
            new("CreateSecurityGroup", EcsPipeline.EcsVersion, true, groups.Create),
            new("DescribeRegions", EcsPipeline.EcsVersion, false, DescribeRegions),
            new("GetCallerIdentity", EcsPipeline.StsVersion, false, GetCallerIdentity),
        ];
    }

    private static SlsResult DescribeRegions(EcsContext context)
    {
        string region = context.Services.Region;
        return context.Answer(writer =>
        {
            writer.WriteStartObject("Regions");
            writer.WriteStartArray("Region");
            writer.WriteStartObject();
            writer.WriteString("RegionId", region);
            writer.WriteString("RegionEndpoint", $"ecs.{region}.aliyuncs.com");
            writer.WriteString("LocalName", $"{region} (emulator)");
            writer.WriteString("Status", "available");
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static SlsResult GetCallerIdentity(EcsContext context)
    {
        const string Account = CredentialStore.AccountId;
        return context.Answer(writer =>
        {
            writer.WriteString("IdentityType", "Account");
            writer.WriteString("AccountId", Account);
            writer.WriteString("PrincipalId", Account);
            writer.WriteString("UserId", Account);
            writer.WriteString("Arn", $"acs:ram::{Account}:root");
        });
    }
}
