namespace AliLogOps.Client;

/// <summary>
/// Names of environment variables that Alibaba Cloud's own tools, its credentials libraries and Terraform read, newest first.
/// The first name that is set and not empty counts.
/// </summary>
public static class EnvironmentSettings
{
    private static readonly string[] s_accessKeyId =
        ["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALICLOUD_ACCESS_KEY_ID", "ALICLOUD_ACCESS_KEY", "ALIBABACLOUD_ACCESS_KEY_ID"];

    private static readonly string[] s_accessKeySecret =
        ["ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALICLOUD_ACCESS_KEY_SECRET", "ALICLOUD_SECRET_KEY", "ALIBABACLOUD_ACCESS_KEY_SECRET"];

    private static readonly string[] s_securityToken =
        ["ALIBABA_CLOUD_SECURITY_TOKEN", "ALICLOUD_SECURITY_TOKEN", "ALIBABACLOUD_SECURITY_TOKEN"];

    private static readonly string[] s_region =
        ["ALIBABA_CLOUD_REGION_ID", "ALIBABA_CLOUD_DEFAULT_REGION", "ALICLOUD_REGION_ID", "ALICLOUD_REGION", "ALIBABACLOUD_REGION_ID"];

    /// <summary>Variables of the AccessKey id.</summary>
    public static IReadOnlyList<string> AccessKeyIdNames => s_accessKeyId;

    /// <summary>Variables of the AccessKey secret.</summary>
    public static IReadOnlyList<string> AccessKeySecretNames => s_accessKeySecret;

    /// <summary>Variables of the security token.</summary>
    public static IReadOnlyList<string> SecurityTokenNames => s_securityToken;

    /// <summary>Variables of the region.</summary>
    public static IReadOnlyList<string> RegionNames => s_region;

    /// <summary>The region the environment names; null when none does.</summary>
    /// <param name="getVariable">Reads a variable; null reads the process environment.</param>
    /// <exception cref="ArgumentException">The variable's value is no region code.</exception>
    public static string? FindRegion(Func<string, string?>? getVariable = null)
    {
        (string Name, string Value)? found = Find(s_region, getVariable);
        if (found is not { } variable)
        {
            return null;
        }

        return RegionName.IsValid(variable.Value)
            ? variable.Value
            : throw new ArgumentException($"The environment variable {variable.Name} holds '{variable.Value}', which is no region code.{(KnownRegions.FindMeant(variable.Value) is { } meant ? $" Did you mean '{meant}'?" : string.Empty)} Set it to a code such as cn-hangzhou, without blanks or quotes.", variable.Name);
    }

    internal static (string Name, string Value)? Find(ReadOnlySpan<string> names, Func<string, string?>? getVariable)
    {
        getVariable ??= Environment.GetEnvironmentVariable;
        foreach (string name in names)
        {
            string? value = getVariable(name);
            if (!string.IsNullOrEmpty(value))
            {
                return (name, value);
            }
        }

        return null;
    }
}
