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
            new("DescribeInstances", EcsPipeline.EcsVersion, false, InstanceOperations.Describe) { HidesWhatIsDenied = true },
            new("AssumeRole", EcsPipeline.StsVersion, false, StsOperations.AssumeRole),
            new("AssumeRoleWithOIDC", EcsPipeline.StsVersion, false, StsOperations.AssumeRoleWithOidc) { AllowsAnonymous = true },
            // comes without a signature as well, and would otherwise be refused for that
            new("AssumeRoleWithSAML", EcsPipeline.StsVersion, false, _ => throw EcsErrors.NotImplemented("AssumeRoleWithSAML").ToException()) { AllowsAnonymous = true },
            // needs no permission
            new("GetCallerIdentity", EcsPipeline.StsVersion, false, StsOperations.GetCallerIdentity) { HidesWhatIsDenied = true },
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
}
