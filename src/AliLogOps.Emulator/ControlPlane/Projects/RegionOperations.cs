using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>DescribeRegions of the Log Service: the emulator is one region.</summary>
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
        string region = context.Services.Region;
        return SlsResult.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("regions");
            writer.WriteStartObject();
            writer.WriteString("region", region);
            writer.WriteString("localName", $"{region} (emulator)");
            writer.WriteString("internetEndpoint", $"{region}.log.aliyuncs.com");
            writer.WriteString("intranetEndpoint", $"{region}-intranet.log.aliyuncs.com");
            writer.WriteString("internalEndpoint", $"{region}-share.log.aliyuncs.com");
            writer.WriteStartArray("dataRedundancyType");
            writer.WriteStringValue("LRS");
            writer.WriteStringValue("ZRS");
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }
}
