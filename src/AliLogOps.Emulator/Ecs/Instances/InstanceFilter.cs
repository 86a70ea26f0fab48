using System.Globalization;
using System.Text.Json;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Ecs;

/// <summary>The filters of DescribeInstances; all that are given must fit.</summary>
internal static class InstanceFilter
{
    private const int MaxListed = 100;

    /// <summary>Filters of the service that are not built; they are refused, as leaving one out would give too much.</summary>
    private static readonly string[] s_unbuilt =
        ["HpcClusterId", "LockReason", "RdmaIpAddresses", "Ipv6Address.1", "HttpTokens", "HttpEndpoint", "HttpPutResponseHopLimit", "DeviceAvailable", "IoOptimized", "NeedSaleCycle"];

    /// <exception cref="EcsException">400 for a bad value, 501 for a filter that is not built.</exception>
    public static Func<InstanceRecord, bool> Read(EcsParameters parameters)
    {
        if (Array.Find(s_unbuilt, name => parameters[name].Length > 0) is { } unbuilt)
        {
            throw EcsErrors.NotImplemented($"DescribeInstances with the filter {unbuilt}").ToException();
        }
        HashSet<string>? ids = JsonList(parameters, "InstanceIds");
        HashSet<string>? privateIps = JsonList(parameters, "PrivateIpAddresses");
        HashSet<string>? publicIps = JsonList(parameters, "PublicIpAddresses");
        HashSet<string>? eips = JsonList(parameters, "EipAddresses");
        HashSet<string>? innerIps = JsonList(parameters, "InnerIpAddresses");
        List<EcsParameters> tags = EcsTags.Read(parameters);
        long createdAfter = CreatedAfter(parameters);
        string name = parameters["InstanceName"];
        return instance => (ids is null || ids.Contains(instance.InstanceId))
            && (privateIps is null || (instance.NetworkType == "vpc" && instance.PrivateIpAddresses.Any(privateIps.Contains)))
            && (innerIps is null || (instance.NetworkType == "classic" && instance.PrivateIpAddresses.Any(innerIps.Contains)))
            && (publicIps is null || instance.PublicIpAddresses.Any(publicIps.Contains))
            && (eips is null || eips.Contains(instance.EipAddress))
            && (name.Length == 0 || (name.Contains('*', StringComparison.Ordinal) ? Wildcard.Fits(name, instance.InstanceName) : name == instance.InstanceName))
            && tags.All(tag => instance.Tags.TryGetValue(tag["Key"], out string? value) && (tag["Value"].Length == 0 || tag["Value"] == value))
            && (parameters["SecurityGroupId"].Length == 0 || instance.SecurityGroupIds.Contains(parameters["SecurityGroupId"]))
            && instance.CreateTime >= createdAfter
            && Fits(parameters["VpcId"], instance.VpcId)
            && Fits(parameters["VSwitchId"], instance.VSwitchId)
            && Fits(parameters["ZoneId"], instance.ZoneId)
            && Fits(parameters["ImageId"], instance.ImageId)
            && Fits(parameters["ResourceGroupId"], instance.ResourceGroupId)
            && Fits(parameters["Status"], instance.Status)
            && Fits(parameters["InstanceNetworkType"], instance.NetworkType)
            && Fits(parameters["InstanceType"], instance.InstanceType)
            && Fits(parameters["InstanceTypeFamily"], instance.InstanceType[..Math.Max(0, instance.InstanceType.LastIndexOf('.'))])
            && Fits(parameters["InstanceChargeType"], instance.InstanceChargeType)
            && Fits(parameters["KeyPairName"], instance.KeyPairName);
    }

    /// <summary>Filter.1.Key = CreationStartTime, Filter.1.Value = a UTC minute.</summary>
    private static long CreatedAfter(EcsParameters parameters)
    {
        long after = long.MinValue;
        foreach (EcsParameters filter in parameters.Objects("Filter"))
        {
            if (filter["Key"] != "CreationStartTime")
            {
                throw EcsErrors.NotImplemented($"DescribeInstances with the filter key {filter["Key"]}").ToException();
            }
            if (!DateTimeOffset.TryParseExact(
                filter["Value"], "yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
            {
                throw EcsErrors.InvalidParameter("Filter.Value", filter["Value"], "it must be a time of the form yyyy-MM-ddTHH:mmZ").ToException();
            }
            after = time.ToUnixTimeSeconds();
        }
        return after;
    }

    /// <summary>A parameter that holds a JSON array of texts; null if it is absent.</summary>
    private static HashSet<string>? JsonList(EcsParameters parameters, string name)
    {
        string json = parameters[name];
        if (json.Length == 0)
        {
            return null;
        }
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            HashSet<string> values = [.. document.RootElement.EnumerateArray().Select(value => value.GetString()!)];
            return values.Count <= MaxListed
                ? values
                : throw EcsErrors.InvalidParameter(name, json, $"it must list at most {MaxListed} values").ToException();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw EcsErrors.InvalidParameter(name, json, "it must be a JSON array of texts").ToException();
        }
    }

    private static bool Fits(string wanted, string actual)
    {
        return wanted.Length == 0 || wanted == actual;
    }
}
