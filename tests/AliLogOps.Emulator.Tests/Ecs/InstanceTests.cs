using System.Text.Json.Nodes;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Ecs;

/// <summary>DescribeInstances with its filters and both ways of paging, over seeded instances.</summary>
public sealed class InstanceTests : IAsyncLifetime
{
    private TestEmulator _emulator = null!;

    public async ValueTask InitializeAsync()
    {
        _emulator = await TestEmulator.StartAsync();
        string[] seeds =
        [
            """{"instanceId":"i-web1","instanceName":"web-1","privateIpAddresses":["192.168.1.1"],"tags":{"env":"dev","app":"todo"},"createTime":1700000000}""",
            """{"instanceId":"i-web2","instanceName":"web-2","privateIpAddresses":["192.168.1.2"],"publicIpAddresses":["47.1.1.1"],"tags":{"env":"prod"},"vpcId":"vpc-2","securityGroupIds":["sg-other"],"createTime":1700000060}""",
            """{"instanceId":"i-old","instanceName":"db","vpcId":"","privateIpAddresses":["10.1.1.1"],"status":"Stopped","createTime":1600000000}""",
        ];
        foreach (string seed in seeds)
        {
            (await _emulator.ControlAsync("POST", "/_emulator/instances", seed)).Ok();
        }
    }

    public ValueTask DisposeAsync()
    {
        return _emulator.DisposeAsync();
    }

    [Theory]
    [InlineData("i-web2,i-web1,i-old")]
    [InlineData("i-web1", "InstanceIds", """["i-web1","i-none"]""")]
    [InlineData("i-web2,i-web1", "InstanceName", "web-*")]
    [InlineData("i-old", "InstanceName", "db")]
    [InlineData("", "InstanceName", "d")]
    [InlineData("i-web1", "Tag.1.Key", "env", "Tag.1.Value", "dev", "Tag.2.Key", "app")]
    [InlineData("i-web2,i-web1", "Tag.1.Key", "env")]
    [InlineData("i-web2", "VpcId", "vpc-2")]
    [InlineData("i-web2", "SecurityGroupId", "sg-other")]
    [InlineData("i-web2", "PrivateIpAddresses", """["192.168.1.2","10.1.1.1"]""")]
    [InlineData("i-old", "InnerIpAddresses", """["10.1.1.1"]""")]
    [InlineData("i-web2", "PublicIpAddresses", """["47.1.1.1"]""")]
    [InlineData("i-old", "Status", "Stopped")]
    [InlineData("i-old", "InstanceNetworkType", "classic")]
    [InlineData("i-web2,i-web1,i-old", "InstanceTypeFamily", "ecs.g7")]
    [InlineData("i-web2,i-web1", "Filter.1.Key", "CreationStartTime", "Filter.1.Value", "2023-11-14T22:13Z")]
    public async Task Filters_choose_instances(string expected, params string[] parameters)
    {
        TestResponse answer = (await DescribeAsync([.. parameters.Chunk(2).Select(pair => (pair[0], pair[1]))])).Ok();
        Assert.Equal(expected, string.Join(',', Ids(answer)));
        Assert.Equal(Ids(answer).Count, (int)answer.Json["TotalCount"]!);
    }

    [Fact]
    public async Task An_instance_has_the_members_of_the_service()
    {
        JsonNode web = (await DescribeAsync([("InstanceIds", """["i-web1"]""")])).Ok().Json["Instances"]!["Instance"]![0]!;
        Assert.Equal("2023-11-14T22:13Z", (string)web["CreationTime"]!);
        Assert.Equal("192.168.1.1", (string)web["VpcAttributes"]!["PrivateIpAddress"]!["IpAddress"]![0]!);
        Assert.Equal("192.168.1.1", (string)web["NetworkInterfaces"]!["NetworkInterface"]![0]!["PrimaryIpAddress"]!);
        Assert.Equal("env", (string)web["Tags"]!["Tag"]![0]!["TagKey"]!);
        Assert.Equal("sg-emulator", (string)web["SecurityGroupIds"]!["SecurityGroupId"]![0]!);
        Assert.Empty(web["InnerIpAddress"]!["IpAddress"]!.AsArray());
        TestResponse groups = (await _emulator.EcsAsync("DescribeSecurityGroups", [("RegionId", "cn-hangzhou")])).Ok();
        Assert.Equal(2, (int)groups.Json["SecurityGroups"]!["SecurityGroup"]![0]!["EcsCount"]!);
    }

    [Fact]
    public async Task Pages_go_by_number_and_by_token()
    {
        for (int i = 0; i < 12; i++)
        {
            (await _emulator.ControlAsync("POST", "/_emulator/instances", $$"""{"instanceId":"i-{{i:00}}","createTime":{{1500000000 + i}}}""")).Ok();
        }
        TestResponse second = (await DescribeAsync([("PageNumber", "2"), ("PageSize", "7")])).Ok();
        Assert.Equal((15, 2, 7), ((int)second.Json["TotalCount"]!, (int)second.Json["PageNumber"]!, (int)second.Json["PageSize"]!));
        Assert.Equal(7, Ids(second).Count);
        // less than ten becomes ten
        TestResponse first = (await DescribeAsync([("MaxResults", "2")])).Ok();
        Assert.Equal(10, Ids(first).Count);
        TestResponse last = (await DescribeAsync([("MaxResults", "10"), ("NextToken", (string)first.Json["NextToken"]!)])).Ok();
        Assert.Equal(5, Ids(last).Count);
        Assert.Equal("", (string)last.Json["NextToken"]!);
        Assert.Empty(Ids(first).Intersect(Ids(last)));
    }

    [Theory]
    [InlineData(404, "InvalidRegionId.NotFound", "RegionId", "cn-beijing")]
    [InlineData(400, "InvalidParameter", "InstanceIds", "i-1")]
    [InlineData(400, "InvalidParameter", "PageSize", "101")]
    [InlineData(400, "InvalidParameter", "NextToken", "?")]
    [InlineData(400, "DryRunOperation", "DryRun", "true")]
    [InlineData(501, "NotImplemented", "LockReason", "security")]
    public async Task A_bad_call_is_told(int status, string code, string name, string value)
    {
        (await _emulator.EcsAsync("DescribeInstances", name == "RegionId" ? [(name, value)] : [("RegionId", "cn-hangzhou"), (name, value)])).Fails(status, code);
    }

    [Fact]
    public async Task Without_permission_the_list_is_empty_and_other_operations_are_refused()
    {
        JsonNode key = (await _emulator.ControlAsync("POST", "/_emulator/keys", """{"name":"guest","deny":["Describe*"]}""")).Ok().Json;
        (string, string) guest = ((string)key["accessKeyId"]!, (string)key["accessKeySecret"]!);
        Assert.Empty(Ids((await _emulator.EcsAsync("DescribeInstances", [("RegionId", "cn-hangzhou")], change: request => request.Key = guest)).Ok()));
        (await _emulator.EcsAsync("DescribeRegions", change: request => request.Key = guest)).Fails(403, "Forbidden.RAM", "DescribeRegions");
        (await _emulator.EcsAsync("GetCallerIdentity", version: "2015-04-01", change: request => request.Key = guest)).Ok();
    }

    [Theory]
    [InlineData("""{"instanceId":"x"}""", "instanceId 'x'")]
    [InlineData("""{"status":"Gone"}""", "status 'Gone'")]
    [InlineData("""{"privateIpAddresses":["web"]}""", "'web'")]
    [InlineData("""{"tags":{"a":1}}""", "a = 1")]
    [InlineData("""{"cpu":2}""", "'cpu'")]
    public async Task A_bad_seed_is_told(string json, string message)
    {
        (await _emulator.ControlAsync("POST", "/_emulator/instances", json)).Fails(400, "InvalidParameter", message);
    }

    [Fact]
    public async Task An_agent_takes_name_address_and_host_id_from_its_instance()
    {
        JsonNode agent = (await _emulator.ControlAsync("POST", "/_emulator/agents", """{"instanceId":"i-web1","identifiers":["web-dev"],"streamlogOpen":false}""")).Ok().Json;
        Assert.Equal(("web-1", "192.168.1.1", "i-web1"), ((string)agent["hostName"]!, (string)agent["ipAddress"]!, (string)agent["instanceId"]!));
        await _emulator.CreateProjectAsync("project-1");
        (await _emulator.CallAsync("POST", "project-1", "/machinegroups", """{"groupName":"web","machineIdentifyType":"userdefined","machineList":["web-dev"]}""")).Ok();
        JsonNode machine = (await _emulator.CallAsync("GET", "project-1", "/machinegroups/web/machines")).Ok().Json["machines"]![0]!;
        Assert.Equal("i-web1", (string)machine["host-id"]!);
        (await _emulator.ControlAsync("POST", "/_emulator/agents", """{"instanceId":"i-none"}""")).Fails(400, "InvalidParameter", "i-none");
    }

    [Theory]
    [InlineData("i-blank", "web 1")]
    [InlineData("i-empty", "")]
    public async Task An_instance_whose_host_name_no_agent_can_have_needs_another_for_it(string id, string name)
    {
        (await _emulator.ControlAsync("POST", "/_emulator/instances", $$"""{"instanceId":"{{id}}","hostName":"{{name}}"}""")).Ok();
        (await _emulator.ControlAsync("POST", "/_emulator/agents", $$"""{"instanceId":"{{id}}","streamlogOpen":false}""")).Fails(400, "InvalidParameter", $"'{name}'");
        JsonNode agent = (await _emulator.ControlAsync("POST", "/_emulator/agents", $$"""{"instanceId":"{{id}}","hostName":"{{id}}","streamlogOpen":false}""")).Ok().Json;
        Assert.Equal(id, (string)agent["hostName"]!);
        (await _emulator.ControlAsync("DELETE", $"/_emulator/instances/{id}")).Ok();
    }

    [Fact]
    public async Task A_host_name_that_is_null_is_left_to_the_instance()
    {
        (await _emulator.ControlAsync("POST", "/_emulator/instances", """{"instanceId":"i-null","hostName":"web-null"}""")).Ok();
        JsonNode agent = (await _emulator.ControlAsync("POST", "/_emulator/agents", """{"instanceId":"i-null","hostName":null,"streamlogOpen":false}""")).Ok().Json;
        Assert.Equal("web-null", (string)agent["hostName"]!);
        (await _emulator.ControlAsync("DELETE", "/_emulator/instances/i-null")).Ok();
    }

    [Fact]
    public async Task A_seeded_instance_is_changed_and_removed()
    {
        (await _emulator.ControlAsync("PUT", "/_emulator/instances/i-web1", """{"status":"Stopped"}""")).Ok();
        Assert.Equal(["i-web1"], Ids(await DescribeAsync([("Status", "Stopped"), ("InstanceName", "web-*")])));
        (await _emulator.ControlAsync("DELETE", "/_emulator/instances/i-web1")).Ok();
        (await _emulator.ControlAsync("DELETE", "/_emulator/instances/i-web1")).Fails(404, "InstanceNotExist");
        Assert.Equal(2, (await _emulator.ControlAsync("GET", "/_emulator/instances")).Ok().Json.AsArray().Count);
    }

    private Task<TestResponse> DescribeAsync((string, string)[] parameters)
    {
        return _emulator.EcsAsync("DescribeInstances", [("RegionId", "cn-hangzhou"), .. parameters]);
    }

    private static List<string> Ids(TestResponse answer)
    {
        return [.. answer.Json["Instances"]!["Instance"]!.AsArray().Select(instance => (string)instance!["InstanceId"]!)];
    }
}
