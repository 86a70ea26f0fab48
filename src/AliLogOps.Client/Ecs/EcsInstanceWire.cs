using System.Text.Json;

namespace AliLogOps.Client;

/// <summary>Instances of DescribeInstances.</summary>
internal static class EcsInstanceWire
{
    public static EcsInstance Read(JsonElement json)
    {
        var vpc = json.GetObject("VpcAttributes");
        // VPC and classic network keep the private address in different places
        string[] addresses = [.. Texts(vpc.GetObject("PrivateIpAddress"), "IpAddress"), .. Texts(json.GetObject("InnerIpAddress"), "IpAddress")];
        var elastic = json.GetObject("EipAddress").GetText("IpAddress");
        return new EcsInstance
        {
            InstanceId = json.GetText("InstanceId") ?? string.Empty,
            InstanceName = json.GetText("InstanceName") ?? string.Empty,
            HostName = json.GetText("HostName") ?? string.Empty,
            Status = json.GetText("Status") ?? string.Empty,
            Region = json.GetText("RegionId") ?? string.Empty,
            ZoneId = json.GetText("ZoneId") ?? string.Empty,
            VpcId = vpc.GetText("VpcId") ?? string.Empty,
            PrivateIPAddress = addresses,
            PublicIPAddress = [.. Texts(json.GetObject("PublicIpAddress"), "IpAddress"), .. string.IsNullOrEmpty(elastic) ? (string[])[] : [elastic]],
            SecurityGroupId = Texts(json.GetObject("SecurityGroupIds"), "SecurityGroupId"),
            Tag = ReadTags(json),
            CreateTime = json.GetTime("CreationTime"),
        };
    }

    private static IReadOnlyList<string> Texts(JsonElement json, string name) => json.GetTexts(name);

    private static Dictionary<string, string> ReadTags(JsonElement json)
    {
        Dictionary<string, string> tags = new(StringComparer.Ordinal);
        if (json.GetObject("Tags") is { ValueKind: JsonValueKind.Object } list && list.TryGetProperty("Tag", out var items) && items.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in items.EnumerateArray())
            {
                // older answers write Key and Value
                tags[item.GetText("TagKey") ?? item.GetText("Key") ?? string.Empty] = item.GetText("TagValue") ?? item.GetText("Value") ?? string.Empty;
            }
        }

        return tags;
    }
}
