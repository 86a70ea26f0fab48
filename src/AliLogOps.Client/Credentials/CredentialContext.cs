namespace AliLogOps.Client;

/// <summary>What sources of keys need of the world around them; tests give their own.</summary>
public sealed record CredentialContext
{
    /// <summary>The metadata service of ECS instances (ECS: "View instance metadata").</summary>
    internal static Uri DefaultMetadataEndpoint { get; } = new("http://100.100.100.200");

    /// <summary>Reads an environment variable.</summary>
    public Func<string, string?> GetVariable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>The folder that holds <c>.aliyun</c> and <c>.alibabacloud</c>.</summary>
    public string HomeFolder { get; init; } = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>Where roles are assumed; null for the region's endpoint, or the general one without a region.</summary>
    public Uri? StsEndpoint { get; init; }

    /// <summary>Region whose STS endpoint is asked.</summary>
    public string? Region { get; init; }

    /// <summary>Whether to ask STS within the VPC.</summary>
    public bool UseVpc { get; init; }

    /// <summary>The metadata service of ECS instances.</summary>
    public Uri MetadataEndpoint { get; init; } = DefaultMetadataEndpoint;

    /// <summary>Proxy to STS; null uses the system's settings.</summary>
    public HttpProxy? Proxy { get; init; }

    /// <summary>Clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Handler to send through instead of the shared connections. For tests.</summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>How failures are repeated.</summary>
    public RetryPolicy Retry { get; init; } = new() { MaxAttempts = 3, TotalDeadline = TimeSpan.FromSeconds(30) };

    /// <summary>Told of each attempt; called on the thread that sends, must not throw.</summary>
    public Action<RequestTrace>? OnRequest { get; init; }

    /// <summary>Whether this machine is an ECS instance, as its firmware says.</summary>
    internal Func<bool> IsEcsInstance { get; init; } = EcsFirmware.IsEcs;

    /// <summary>The address of STS.</summary>
    internal Uri Sts(string? stsRegion = null, bool vpc = false)
    {
        if (StsEndpoint is { } given)
        {
            return given;
        }

        string? region = stsRegion ?? EnvironmentSettings.Find(["ALIBABA_CLOUD_STS_REGION"], GetVariable)?.Value ?? Region;
        bool inside = vpc || UseVpc || string.Equals(GetVariable("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED"), "true", StringComparison.OrdinalIgnoreCase);
        return region is null or "" ? new Uri("https://sts.aliyuncs.com") : new Uri($"https://sts{(inside ? "-vpc" : string.Empty)}.{RegionName.Check(region, nameof(stsRegion))}.aliyuncs.com");
    }

    /// <summary>The home folder; no secret.</summary>
    public override string ToString() => HomeFolder;
}

/// <summary>What the firmware says about the machine.</summary>
internal static class EcsFirmware
{
    private const string VendorFile = "/sys/class/dmi/id/sys_vendor";

    /// <summary>True on ECS instances with Linux. Asking the metadata address instead would cost every other machine a timeout.</summary>
    public static bool IsEcs()
    {
        try
        {
            return File.Exists(VendorFile) && File.ReadAllText(VendorFile).Contains("Alibaba Cloud", StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
