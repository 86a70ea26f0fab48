using System.Text.Json;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>DescribeRegions of the Log Service. The emulator plays one region and knows the names of the others.</summary>
internal static class RegionOperations
{
    public static void Register(OperationTable table)
    {
        table.Add(new Operation
        {
            Name = "DescribeRegions",
            Method = "GET",
            Path = new PathTemplate("/regions"),
            Host = HostForm.Bare,
            Handler = context => new ValueTask<SlsResult>(Describe(context)),
        });
    }

    private static SlsResult Describe(OperationContext context)
    {
        string? language = context.Query["language"];
        return SlsResult.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("regions");
            foreach (string region in RegionNames.With(context.Services.Region))
            {
                Write(writer, region, RegionNames.NameOf(region, language));
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    /// <summary>«unconfirmed»: which endpoint the internal one is, and which redundancy a region has.</summary>
    private static void Write(Utf8JsonWriter writer, string region, string name)
    {
        writer.WriteStartObject();
        writer.WriteString("region", region);
        writer.WriteString("localName", name);
        writer.WriteString("internetEndpoint", $"{region}.log.aliyuncs.com");
        writer.WriteString("intranetEndpoint", $"{region}-intranet.log.aliyuncs.com");
        writer.WriteString("internalEndpoint", $"{region}-share.log.aliyuncs.com");
        writer.WriteStartArray("dataRedundancyType");
        writer.WriteStringValue("LRS");
        writer.WriteStringValue("ZRS");
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
