using System.Globalization;
using System.Net;
using System.Text.Json;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Signing;

namespace AliLogOps.Emulator.Ecs;

/// <summary>Reads an instance of the control API or a seed file; members have the service's names, the first letter small.</summary>
internal static class InstanceReader
{
    private static readonly string[] s_statuses = ["Pending", "Running", "Starting", "Stopping", "Stopped"];

    private static readonly HashSet<string> s_members =
    [
        "instanceId", "instanceName", "hostName", "status", "zoneId", "instanceType", "imageId", "instanceChargeType", "keyPairName",
        "resourceGroupId", "vpcId", "vSwitchId", "privateIpAddresses", "publicIpAddresses", "eipAddress", "securityGroupIds", "tags", "createTime",
    ];

    /// <param name="known">The instance to change, or null for a new one.</param>
    /// <exception cref="SlsException">400 InvalidParameter.</exception>
    public static InstanceRecord Read(JsonElement json, InstanceRecord? known, string region, long now)
    {
        JsonMembers members = json.ValueKind == JsonValueKind.Object
            ? new JsonMembers(json, SlsErrors.InvalidParameter)
            : throw SlsErrors.InvalidParameter("an instance must be an object, for example {\"instanceName\":\"web-1\",\"privateIpAddresses\":[\"192.168.1.7\"]}").ToException();
        if (members.UnknownMembers(s_members).FirstOrDefault() is { } unknown)
        {
            throw members.Fail($"'{unknown}' is no member of an instance; known are {string.Join(", ", s_members)}");
        }
        string id = members.String("instanceId") ?? known?.InstanceId ?? $"i-{CredentialStore.RandomText(20).ToLowerInvariant()}";
        if (!id.StartsWith("i-", StringComparison.Ordinal) || id.Length > 64 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-'))
        {
            throw members.Fail($"instanceId '{id}' is invalid: it must begin with i- and hold letters, digits and hyphens");
        }
        InstanceRecord start = known ?? new InstanceRecord { InstanceId = id, ZoneId = $"{region}-a", CreateTime = now };
        string status = members.String("status") ?? start.Status;
        if (!s_statuses.Contains(status))
        {
            throw members.Fail($"status '{status}' is invalid: it must be {string.Join(", ", s_statuses)}");
        }
        string name = members.String("instanceName") ?? start.InstanceName;
        return start with
        {
            InstanceId = id,
            InstanceName = name.Length > 0 ? name : id,
            HostName = members.String("hostName") ?? (start.HostName.Length > 0 ? start.HostName : name.Length > 0 ? name : id),
            Status = status,
            ZoneId = members.String("zoneId") ?? start.ZoneId,
            InstanceType = members.String("instanceType") ?? start.InstanceType,
            ImageId = members.String("imageId") ?? start.ImageId,
            InstanceChargeType = members.String("instanceChargeType") ?? start.InstanceChargeType,
            KeyPairName = members.String("keyPairName") ?? start.KeyPairName,
            ResourceGroupId = members.String("resourceGroupId") ?? start.ResourceGroupId,
            VpcId = members.String("vpcId") ?? start.VpcId,
            VSwitchId = members.String("vSwitchId") ?? start.VSwitchId,
            PrivateIpAddresses = Addresses(members, "privateIpAddresses") ?? start.PrivateIpAddresses,
            PublicIpAddresses = Addresses(members, "publicIpAddresses") ?? start.PublicIpAddresses,
            EipAddress = members.String("eipAddress") ?? start.EipAddress,
            SecurityGroupIds = members.Strings("securityGroupIds") ?? start.SecurityGroupIds,
            Tags = Tags(members) ?? start.Tags,
            CreateTime = members.Int("createTime") ?? start.CreateTime,
        };
    }

    private static List<string>? Addresses(JsonMembers members, string name)
    {
        List<string>? addresses = members.Strings(name);
        return addresses?.Find(text => !IPAddress.TryParse(text, out _)) is { } wrong
            ? throw members.Fail($"{name} has '{wrong}': it must be IP addresses")
            : addresses;
    }

    private static Dictionary<string, string>? Tags(JsonMembers members)
    {
        if (members.Object("tags") is not { } tags)
        {
            return null;
        }
        return tags.EnumerateObject().ToDictionary(
            tag => tag.Name,
            tag => tag.Value.ValueKind == JsonValueKind.String
                ? tag.Value.GetString()!
                : throw members.Fail(string.Create(CultureInfo.InvariantCulture, $"tags has {tag.Name} = {tag.Value.GetRawText()}: values must be strings")),
            StringComparer.Ordinal);
    }
}
