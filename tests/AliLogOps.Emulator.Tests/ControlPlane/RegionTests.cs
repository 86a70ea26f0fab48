using System.Text.Json.Nodes;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.ControlPlane;

public class RegionTests
{
    [Fact]
    public async Task The_documented_regions_are_described()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        JsonArray regions = (await emulator.CallAsync("GET", null, "/regions?language=en")).Ok().Json["regions"]!.AsArray();
        Assert.Equal(24, regions.Select(region => (string)region!["region"]!).Distinct().Count());
        Assert.Equal(24, regions.Count);
        Assert.Equal(
            """{"region":"us-west-1","localName":"US (Silicon Valley)","internetEndpoint":"us-west-1.log.aliyuncs.com","intranetEndpoint":"us-west-1-intranet.log.aliyuncs.com","internalEndpoint":"us-west-1-share.log.aliyuncs.com","dataRedundancyType":["LRS","ZRS"]}""",
            regions.Single(region => (string?)region!["region"] == "us-west-1")!.ToJsonString());
    }

    [Theory]
    [InlineData("/regions", "China (Hangzhou)")]
    [InlineData("/regions?language=en", "China (Hangzhou)")]
    [InlineData("/regions?language=ja", "China (Hangzhou)")]
    [InlineData("/regions?language=zh", "华东1（杭州）")]
    [InlineData("/regions?language=zh-CN", "华东1（杭州）")]
    public async Task Names_come_in_the_language_asked_for(string target, string name)
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        JsonArray regions = (await emulator.CallAsync("GET", null, target)).Ok().Json["regions"]!.AsArray();
        Assert.Equal(name, (string?)regions.Single(region => (string?)region!["region"] == "cn-hangzhou")!["localName"]);
        // a name that is not known is the code
        Assert.Equal("rus-west-1", (string?)regions.Single(region => (string?)region!["region"] == "rus-west-1")!["localName"]);
    }

    [Fact]
    public async Task The_emulators_own_region_is_among_them()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync(new EmulatorOptions { Region = "xy-own-9" });
        JsonNode own = (await emulator.CallAsync("GET", null, "/regions")).Ok().Json["regions"]!.AsArray()[^1]!;
        Assert.Equal(("xy-own-9", "xy-own-9"), ((string?)own["region"], (string?)own["localName"]));
    }

    [Fact]
    public async Task A_project_has_no_regions()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        (await emulator.CallAsync("GET", "project", "/regions")).Fails(405, "InvalidMethod");
    }
}
