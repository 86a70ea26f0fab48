using System.Globalization;
using System.Text.Json;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Signing;

namespace AliLogOps.Emulator.Ecs;

/// <summary>ECS API: DescribeInstances.</summary>
internal static class InstanceOperations
{
    public static SlsResult Describe(EcsContext context)
    {
        string region = context.Region;
        EcsParameters parameters = context.Parameters;
        Func<InstanceRecord, bool> filter = InstanceFilter.Read(parameters);
        EcsPage page = EcsPage.Read(parameters, minimumResults: 10, maximumPageSize: 100);
        if (parameters["DryRun"].Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            throw EcsErrors.DryRunOperation().ToException();
        }
        // whoever may not call it sees nothing, and no error
        List<InstanceRecord> all = Permissions.Allows(context.Caller, "DescribeInstances")
            ? [.. context.Services.Instances.List().Where(filter)]
            : [];
        return context.Answer(writer =>
        {
            page.Write(writer, all.Count);
            writer.WriteStartObject("Instances");
            writer.WriteStartArray("Instance");
            foreach (InstanceRecord instance in page.Of(all))
            {
                Write(writer, instance, region);
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter writer, InstanceRecord instance, string region)
    {
        bool inVpc = instance.NetworkType == "vpc";
        string created = Minute(instance.CreateTime);
        writer.WriteStartObject();
        writer.WriteString("InstanceId", instance.InstanceId);
        writer.WriteString("InstanceName", instance.InstanceName);
        writer.WriteString("HostName", instance.HostName);
        writer.WriteString("Description", "");
        writer.WriteString("Status", instance.Status);
        writer.WriteString("RegionId", region);
        writer.WriteString("ZoneId", instance.ZoneId);
        writer.WriteString("InstanceNetworkType", instance.NetworkType);
        writer.WriteString("InstanceType", instance.InstanceType);
        writer.WriteString("InstanceTypeFamily", instance.InstanceType[..Math.Max(0, instance.InstanceType.LastIndexOf('.'))]);
        writer.WriteNumber("Cpu", 2);
        writer.WriteNumber("Memory", 8192);
        writer.WriteString("OSType", "linux");
        writer.WriteString("OSName", "Alibaba Cloud Linux 3");
        writer.WriteString("OSNameEn", "Alibaba Cloud Linux 3");
        writer.WriteString("ImageId", instance.ImageId);
        writer.WriteString("CreationTime", created);
        writer.WriteString("StartTime", instance.Status == "Running" ? created : "");
        writer.WriteString("ExpiredTime", "2099-12-31T15:59Z");
        writer.WriteString("ResourceGroupId", instance.ResourceGroupId);
        writer.WriteString("InstanceChargeType", instance.InstanceChargeType);
        writer.WriteString("KeyPairName", instance.KeyPairName);
        writer.WriteString("StoppedMode", "Not-applicable");
        writer.WriteStartObject("VpcAttributes");
        writer.WriteString("VpcId", instance.VpcId);
        writer.WriteString("VSwitchId", inVpc ? instance.VSwitchId : "");
        writer.WriteString("NatIpAddress", "");
        WriteList(writer, "PrivateIpAddress", "IpAddress", inVpc ? instance.PrivateIpAddresses : []);
        writer.WriteEndObject();
        WriteList(writer, "InnerIpAddress", "IpAddress", inVpc ? [] : instance.PrivateIpAddresses);
        WriteList(writer, "PublicIpAddress", "IpAddress", instance.PublicIpAddresses);
        writer.WriteStartObject("EipAddress");
        writer.WriteString("AllocationId", "");
        writer.WriteString("IpAddress", instance.EipAddress);
        writer.WriteNumber("Bandwidth", 0);
        writer.WriteString("InternetChargeType", "");
        writer.WriteBoolean("IsSupportUnassociate", true);
        writer.WriteEndObject();
        WriteInterfaces(writer, instance);
        WriteList(writer, "SecurityGroupIds", "SecurityGroupId", instance.SecurityGroupIds);
        writer.WriteStartObject("Tags");
        writer.WriteStartArray("Tag");
        foreach ((string key, string value) in instance.Tags)
        {
            writer.WriteStartObject();
            writer.WriteString("TagKey", key);
            writer.WriteString("TagValue", value);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
        WriteList(writer, "OperationLocks", "LockReason", []);
        writer.WriteEndObject();
    }

    private static void WriteInterfaces(Utf8JsonWriter writer, InstanceRecord instance)
    {
        writer.WriteStartObject("NetworkInterfaces");
        writer.WriteStartArray("NetworkInterface");
        if (instance.NetworkType == "vpc" && instance.PrivateIpAddresses.Count > 0)
        {
            writer.WriteStartObject();
            writer.WriteString("NetworkInterfaceId", $"eni-{instance.InstanceId[2..]}");
            writer.WriteString("PrimaryIpAddress", instance.PrivateIpAddresses[0]);
            writer.WriteString("Type", "Primary");
            writer.WriteStartObject("PrivateIpSets");
            writer.WriteStartArray("PrivateIpSet");
            foreach (string address in instance.PrivateIpAddresses)
            {
                writer.WriteStartObject();
                writer.WriteString("PrivateIpAddress", address);
                writer.WriteBoolean("Primary", address == instance.PrivateIpAddresses[0]);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, string name, string member, IEnumerable<string> values)
    {
        writer.WriteStartObject(name);
        writer.WriteStartArray(member);
        foreach (string value in values)
        {
            writer.WriteStringValue(value);
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Times of instances have no seconds.</summary>
    private static string Minute(long epochSeconds)
    {
        return DateTimeOffset.FromUnixTimeSeconds(epochSeconds).ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
    }
}
