using System.Text.Json.Nodes;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Ecs;

public class SecurityGroupTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private readonly TestEmulator _emulator = fixture.Emulator;

    [Fact]
    public async Task The_group_of_the_emulator_takes_the_rule_of_the_walkthrough()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        (string, string)[] rule = Rule("sg-emulator", ("SourceCidrIp", "0.0.0.0/0"), ("NicType", "intranet"), ("Policy", "accept"), ("Priority", "1"), ("Description", "Logtail (syslog) it's *open* ~ a+b & 日志"));
        TestResponse added = (await emulator.EcsAsync("AuthorizeSecurityGroup", rule)).Ok();
        Assert.Equal(["RequestId"], added.Json.AsObject().Select(member => member.Key));
        Assert.Equal((string?)added.Json["RequestId"], added.Headers["x-acs-request-id"]);

        JsonNode group = (await emulator.EcsAsync("DescribeSecurityGroupAttribute", [("RegionId", "cn-hangzhou"), ("SecurityGroupId", "sg-emulator"), ("Direction", "ingress")])).Ok().Json;
        Assert.Equal(("sg-emulator", "vpc-emulator", "Accept", ""), ((string)group["SecurityGroupId"]!, (string)group["VpcId"]!, (string)group["InnerAccessPolicy"]!, (string)group["NextToken"]!));
        JsonNode stored = Assert.Single(group["Permissions"]!["Permission"]!.AsArray())!;
        Assert.StartsWith("sgr-", (string)stored["SecurityGroupRuleId"]!, StringComparison.Ordinal);
        Assert.Equal(("ingress", "TCP", "11111/11111", "0.0.0.0/0"), ((string)stored["Direction"]!, (string)stored["IpProtocol"]!, (string)stored["PortRange"]!, (string)stored["SourceCidrIp"]!));
        Assert.Equal(("intranet", "Accept", "1", "Logtail (syslog) it's *open* ~ a+b & 日志"), ((string)stored["NicType"]!, (string)stored["Policy"]!, (string)stored["Priority"]!, (string)stored["Description"]!));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", (string)stored["CreateTime"]!);
    }

    [Fact]
    public async Task An_equal_rule_adds_nothing_and_another_does()
    {
        string id = await NewGroupAsync();
        (await _emulator.EcsAsync("AuthorizeSecurityGroup", Rule(id, ("SourceCidrIp", "10.0.0.0/8")))).Ok();
        (await _emulator.EcsAsync("AuthorizeSecurityGroup", Rule(id, ("SourceCidrIp", "10.0.0.0/8"), ("IpProtocol", "TCP"), ("Policy", "Accept"), ("Description", "another text")))).Ok();
        Assert.Single(await RulesAsync(id));
        (await _emulator.EcsAsync("AuthorizeSecurityGroup", Rule(id, ("SourceCidrIp", "10.0.0.0/8"), ("Priority", "2")))).Ok();
        (await _emulator.EcsAsync("AuthorizeSecurityGroup", Rule(id, ("SourceCidrIp", "10.0.0.0/8"), ("Policy", "DROP")))).Ok();
        Assert.Equal(["Accept", "Accept", "Drop"], (await RulesAsync(id)).Select(rule => (string)rule!["Policy"]!));
    }

    [Fact]
    public async Task The_flat_form_is_served_too()
    {
        string id = await NewGroupAsync();
        (await _emulator.EcsAsync("AuthorizeSecurityGroup", [("RegionId", "cn-hangzhou"), ("SecurityGroupId", id), ("IpProtocol", "udp"), ("PortRange", "514/520"), ("Ipv6SourceCidrIp", "2001:db8::/32")])).Ok();
        JsonNode rule = Assert.Single(await RulesAsync(id))!;
        Assert.Equal(("UDP", "514/520", "2001:db8::/32", ""), ((string)rule["IpProtocol"]!, (string)rule["PortRange"]!, (string)rule["Ipv6SourceCidrIp"]!, (string)rule["SourceCidrIp"]!));
    }

    [Fact]
    public async Task Parameters_may_come_in_a_form_body()
    {
        string id = await NewGroupAsync();
        (await _emulator.EcsAsync("AuthorizeSecurityGroup", [("RegionId", "cn-hangzhou")], change: request =>
        {
            request["Content-Type"] = "application/x-www-form-urlencoded";
            request.Body = System.Text.Encoding.UTF8.GetBytes($"SecurityGroupId={id}&Permissions.1.IpProtocol=ALL&Permissions.1.PortRange=-1%2F-1&Permissions.1.SourceGroupId=sg-emulator");
        })).Ok();
        Assert.Equal("sg-emulator", (string?)Assert.Single(await RulesAsync(id))!["SourceGroupId"]);
    }

    [Fact]
    public async Task Several_rules_come_in_one_call()
    {
        string id = await NewGroupAsync();
        List<(string, string)> parameters = [("RegionId", "cn-hangzhou"), ("SecurityGroupId", id)];
        for (int i = 1; i <= 100; i++)
        {
            parameters.AddRange([($"Permissions.{i}.IpProtocol", "TCP"), ($"Permissions.{i}.PortRange", $"{i}/{i}"), ($"Permissions.{i}.SourceCidrIp", "10.0.0.1")]);
        }
        (await _emulator.EcsAsync("AuthorizeSecurityGroup", parameters)).Ok();
        JsonNode first = (await _emulator.EcsAsync("DescribeSecurityGroupAttribute", [("RegionId", "cn-hangzhou"), ("SecurityGroupId", id), ("MaxResults", "60")])).Ok().Json;
        Assert.Equal(60, first["Permissions"]!["Permission"]!.AsArray().Count);
        JsonNode second = (await _emulator.EcsAsync("DescribeSecurityGroupAttribute", [("RegionId", "cn-hangzhou"), ("SecurityGroupId", id), ("MaxResults", "60"), ("NextToken", (string)first["NextToken"]!)])).Ok().Json;
        Assert.Equal(40, second["Permissions"]!["Permission"]!.AsArray().Count);
        Assert.Equal("61/61", (string?)second["Permissions"]!["Permission"]![0]!["PortRange"]);
        Assert.Equal("", (string?)second["NextToken"]);
        Assert.Empty((await _emulator.EcsAsync("DescribeSecurityGroupAttribute", [("RegionId", "cn-hangzhou"), ("SecurityGroupId", id), ("Direction", "egress")])).Ok().Json["Permissions"]!["Permission"]!.AsArray());
    }

    [Fact]
    public async Task The_limit_of_rules_is_kept_and_nothing_is_added_over_it()
    {
        string id = await NewGroupAsync();
        for (int call = 0; call < 11; call++)
        {
            List<(string, string)> parameters = [("RegionId", "cn-hangzhou"), ("SecurityGroupId", id)];
            for (int i = 1; i <= 100; i++)
            {
                parameters.AddRange([($"Permissions.{i}.IpProtocol", "TCP"), ($"Permissions.{i}.PortRange", $"{(call * 100) + i}/65535"), ($"Permissions.{i}.SourceCidrIp", "10.0.0.1")]);
            }
            TestResponse answer = await _emulator.EcsAsync("AuthorizeSecurityGroup", parameters);
            if (call < 10)
            {
                answer.Ok();
            }
            else
            {
                answer.Fails(403, "AuthorizationLimitExceed");
            }
        }
        Assert.Equal(1000, (await RulesAsync(id)).Count);
    }

    [Theory]
    [InlineData("IpProtocol", "SCTP", 400, "InvalidIpProtocol.ValueNotSupported")]
    [InlineData("IpProtocol", "", 400, "MissingParameter.IpProtocol")]
    [InlineData("PortRange", "", 400, "MissingParameter.PortRange")]
    [InlineData("PortRange", "0/10", 400, "InvalidParam.PortRange")]
    [InlineData("PortRange", "10/9", 400, "InvalidParam.PortRange")]
    [InlineData("PortRange", "1/65536", 400, "InvalidParam.PortRange")]
    [InlineData("PortRange", "80", 400, "InvalidParam.PortRange")]
    [InlineData("PortRange", "-1/-1", 400, "InvalidParam.PortRange")]
    [InlineData("SourceCidrIp", "", 400, "MissingParameter.Source")]
    [InlineData("SourceCidrIp", "10.0.0.0/33", 400, "InvalidSourceCidrIp.Malformed")]
    [InlineData("SourceCidrIp", "10.0.0", 400, "InvalidSourceCidrIp.Malformed")]
    [InlineData("SourceCidrIp", "::1", 400, "InvalidSourceCidrIp.Malformed")]
    [InlineData("Ipv6SourceCidrIp", "2001:db8::/32", 400, "InvalidParam.SourceIp")]
    [InlineData("DestCidrIp", "here", 400, "InvalidParam.DestCidrIp")]
    [InlineData("Policy", "allow", 400, "InvalidPolicy.Malformed")]
    [InlineData("Priority", "0", 400, "InvalidPriority.ValueNotSupported")]
    [InlineData("Priority", "101", 400, "InvalidPriority.ValueNotSupported")]
    [InlineData("NicType", "internet", 400, "InvalidNicType.ValueNotSupported")]
    public async Task A_bad_field_of_a_rule_is_told(string field, string value, int status, string code)
    {
        string id = await NewGroupAsync();
        (await _emulator.EcsAsync("AuthorizeSecurityGroup", Rule(id, ("SourceCidrIp", "10.0.0.0/8"), (field, value)))).Fails(status, code);
        Assert.Empty(await RulesAsync(id));
    }

    [Fact]
    public async Task What_a_rule_refers_to_must_exist()
    {
        string id = await NewGroupAsync();
        (await _emulator.EcsAsync("AuthorizeSecurityGroup", Rule(id, ("SourceGroupId", "sg-nowhere")))).Fails(404, "InvalidSourceGroupId.NotFound");
        (await _emulator.EcsAsync("AuthorizeSecurityGroup", Rule(id, ("SourcePrefixListId", "pl-1")))).Fails(404, "InvalidPrefixListId.NotFound");
        (await _emulator.EcsAsync("AuthorizeSecurityGroup", Rule(id, ("SourceCidrIp", "10.0.0.1"), ("Description", new string('x', 513))))).Fails(400, "InvalidSecurityGroupDiscription.Malformed");
        (await _emulator.EcsAsync("AuthorizeSecurityGroup", [.. Rule(id, ("SourceCidrIp", "10.0.0.1")).Where(pair => !pair.Item1.EndsWith("PortRange", StringComparison.Ordinal)), ("Permissions.1.PortRangeListId", "prl-1")])).Fails(501, "NotImplemented", "PortRangeListId");
    }

    [Fact]
    public async Task The_list_of_rules_must_be_whole()
    {
        string id = await NewGroupAsync();
        (string, string)[] rule = Rule(id, ("SourceCidrIp", "10.0.0.1"));
        (await _emulator.EcsAsync("AuthorizeSecurityGroup", [.. rule, ("IpProtocol", "TCP")])).Fails(400, "InvalidParam.Permissions");
        (await _emulator.EcsAsync("AuthorizeSecurityGroup", [.. rule, ("Permissions.3.IpProtocol", "TCP")])).Fails(400, "InvalidParameter", "1,3");
        (await _emulator.EcsAsync("AuthorizeSecurityGroup", [.. rule, .. rule.Skip(2).Select(pair => (pair.Item1.Replace(".1.", ".2.", StringComparison.Ordinal), pair.Item2))])).Fails(400, "InvalidParam.DuplicatePermissions");
        (await _emulator.EcsAsync("AuthorizeSecurityGroup", [("RegionId", "cn-hangzhou"), ("SecurityGroupId", id)])).Fails(400, "MissingParameter.IpProtocol");
    }

    [Theory]
    [InlineData("AuthorizeSecurityGroup")]
    [InlineData("RevokeSecurityGroup")]
    [InlineData("DescribeSecurityGroupAttribute")]
    public async Task Region_and_group_are_checked(string action)
    {
        (await _emulator.EcsAsync(action, [("SecurityGroupId", "sg-emulator")])).Fails(400, "MissingParameter.RegionId");
        (await _emulator.EcsAsync(action, [("RegionId", "us-west-1"), ("SecurityGroupId", "sg-emulator")])).Fails(404, "InvalidRegionId.NotFound");
        (await _emulator.EcsAsync(action, [("RegionId", "cn-hangzhou")])).Fails(400, "MissingParameter.SecurityGroupId");
        (await _emulator.EcsAsync(action, [("RegionId", "cn-hangzhou"), ("SecurityGroupId", "group-1")])).Fails(400, "InvalidSecurityGroupId.Malformed");
        (await _emulator.EcsAsync(action, Rule("sg-nowhere", ("SourceCidrIp", "10.0.0.1")))).Fails(404, "InvalidSecurityGroupId.NotFound");
    }

    [Fact]
    public async Task Rules_are_revoked_by_id_and_by_fields()
    {
        string id = await NewGroupAsync();
        (await _emulator.EcsAsync("AuthorizeSecurityGroup", Rule(id, ("SourceCidrIp", "10.0.0.1")))).Ok();
        (await _emulator.EcsAsync("AuthorizeSecurityGroup", Rule(id, ("SourceCidrIp", "10.0.0.2")))).Ok();
        string ruleId = (string)(await RulesAsync(id))[0]!["SecurityGroupRuleId"]!;
        (await _emulator.EcsAsync("RevokeSecurityGroup", [("RegionId", "cn-hangzhou"), ("SecurityGroupId", id), ("SecurityGroupRuleId.1", ruleId)])).Ok();
        (await _emulator.EcsAsync("RevokeSecurityGroup", [("RegionId", "cn-hangzhou"), ("SecurityGroupId", id), ("SecurityGroupRuleId.1", ruleId)])).Fails(404, "InvalidSecurityGroupRuleId.NotFound", ruleId);
        (await _emulator.EcsAsync("RevokeSecurityGroup", Rule(id, ("SourceCidrIp", "10.0.0.2"), ("Priority", "9")))).Ok();
        Assert.Single(await RulesAsync(id));
        (await _emulator.EcsAsync("RevokeSecurityGroup", Rule(id, ("SourceCidrIp", "10.0.0.2"), ("IpProtocol", "Tcp")))).Ok();
        Assert.Empty(await RulesAsync(id));
        (await _emulator.EcsAsync("RevokeSecurityGroup", [.. Rule(id, ("SourceCidrIp", "10.0.0.2")), ("SecurityGroupRuleId.1", ruleId)])).Fails(400, "InvalidParam.Permissions");
    }

    [Fact]
    public async Task A_client_token_acts_once()
    {
        string id = await NewGroupAsync();
        (string, string)[] rule = [.. Rule(id, ("SourceCidrIp", "10.0.0.1")), ("ClientToken", id + "-t")];
        (await _emulator.EcsAsync("AuthorizeSecurityGroup", rule)).Ok();
        (await _emulator.EcsAsync("RevokeSecurityGroup", Rule(id, ("SourceCidrIp", "10.0.0.1")))).Ok();
        (await _emulator.EcsAsync("AuthorizeSecurityGroup", rule)).Ok();
        Assert.Empty(await RulesAsync(id));
        (await _emulator.EcsAsync("AuthorizeSecurityGroup", [.. Rule(id, ("SourceCidrIp", "10.0.0.2")), ("ClientToken", id + "-t")])).Fails(403, "IdempotentParameterMismatch");
        (await _emulator.EcsAsync("AuthorizeSecurityGroup", [.. Rule(id, ("SourceCidrIp", "10.0.0.2")), ("ClientToken", new string('t', 65))])).Fails(400, "InvalidParameter", "ClientToken");
        (string, string)[] failing = [("RegionId", "cn-hangzhou"), ("SecurityGroupId", id), ("SecurityGroupRuleId.1", "sgr-none"), ("ClientToken", id + "-f")];
        (await _emulator.EcsAsync("RevokeSecurityGroup", failing)).Fails(404, "InvalidSecurityGroupRuleId.NotFound");
        (await _emulator.EcsAsync("RevokeSecurityGroup", failing)).Fails(404, "InvalidSecurityGroupRuleId.NotFound");
    }

    [Fact]
    public async Task Groups_are_created_listed_and_filtered()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        (string, string)[] create = [("RegionId", "cn-hangzhou"), ("SecurityGroupName", "web-1"), ("Description", "for web"), ("VpcId", "vpc-1"), ("Tag.1.Key", "env"), ("Tag.1.Value", "dev"), ("ClientToken", "c1")];
        string id = (string)(await emulator.EcsAsync("CreateSecurityGroup", create)).Ok().Json["SecurityGroupId"]!;
        Assert.Equal(id, (string?)(await emulator.EcsAsync("CreateSecurityGroup", create)).Ok().Json["SecurityGroupId"]);
        async Task<string[]> ListAsync(params (string, string)[] filter)
        {
            JsonNode answer = (await emulator.EcsAsync("DescribeSecurityGroups", [("RegionId", "cn-hangzhou"), .. filter])).Ok().Json;
            return [.. answer["SecurityGroups"]!["SecurityGroup"]!.AsArray().Select(group => (string)group!["SecurityGroupId"]!)];
        }
        Assert.Equal(2, (await ListAsync()).Length);
        Assert.Equal([id], await ListAsync(("SecurityGroupId", id)));
        Assert.Equal([id], await ListAsync(("SecurityGroupIds", $"[\"{id}\",\"sg-none\"]")));
        Assert.Equal([id], await ListAsync(("SecurityGroupName", "web-1")));
        Assert.Equal([id], await ListAsync(("VpcId", "vpc-1"), ("NetworkType", "vpc")));
        Assert.Equal([id], await ListAsync(("Tag.1.Key", "env")));
        Assert.Empty(await ListAsync(("Tag.1.Key", "env"), ("Tag.1.Value", "prod")));
        Assert.Empty(await ListAsync(("PageNumber", "2")));
        Assert.Single(await ListAsync(("MaxResults", "1")));
        (await emulator.EcsAsync("DescribeSecurityGroups", [("RegionId", "cn-hangzhou"), ("SecurityGroupIds", "sg-1")])).Fails(400, "InvalidParameter");
        (await emulator.EcsAsync("DescribeSecurityGroups", [("RegionId", "cn-hangzhou"), ("NextToken", "!")])).Fails(400, "InvalidParameter", "NextToken");
        (await emulator.EcsAsync("CreateSecurityGroup", [("RegionId", "cn-hangzhou"), ("SecurityGroupName", "1x")])).Fails(400, "InvalidSecurityGroupName.Malformed");
        (await emulator.EcsAsync("CreateSecurityGroup", [("RegionId", "cn-hangzhou"), ("Description", "http://x")])).Fails(400, "InvalidParameter", "Description");
        (await emulator.EcsAsync("CreateSecurityGroup", [("RegionId", "cn-hangzhou"), ("SecurityGroupType", "tiny")])).Fails(400, "InvalidParameter", "tiny");
    }

    [Fact]
    public async Task An_advanced_group_refuses_some_fields()
    {
        string id = await NewGroupAsync(("SecurityGroupType", "enterprise"));
        foreach ((string name, string value) in ((string, string)[])[("Policy", "accept"), ("SourceGroupId", "sg-emulator"), ("SourceGroupOwnerAccount", "other@example.com")])
        {
            (await _emulator.EcsAsync("AuthorizeSecurityGroup", Rule(id, ("SourceCidrIp", "10.0.0.0/8"), (name, value)))).Fails(403, "InvalidGroupParameter.OperationDenied", name);
        }
        Assert.Empty(await RulesAsync(id));
        (await _emulator.EcsAsync("AuthorizeSecurityGroup", Rule(id, ("SourceCidrIp", "10.0.0.0/8")))).Ok();
        JsonNode group = (await _emulator.EcsAsync("DescribeSecurityGroupAttribute", [("RegionId", "cn-hangzhou"), ("SecurityGroupId", id)])).Ok().Json;
        Assert.Equal(("Drop", "Accept"), ((string)group["InnerAccessPolicy"]!, (string)group["Permissions"]!["Permission"]![0]!["Policy"]!));
    }

    [Fact]
    public async Task A_classic_group_tells_the_internet_from_the_intranet()
    {
        string id = await NewGroupAsync(("VpcId", ""));
        (await _emulator.EcsAsync("AuthorizeSecurityGroup", Rule(id, ("SourceCidrIp", "10.0.0.0/8")))).Ok();
        (await _emulator.EcsAsync("AuthorizeSecurityGroup", Rule(id, ("SourceCidrIp", "10.0.0.0/8"), ("NicType", "internet")))).Ok();
        (await _emulator.EcsAsync("AuthorizeSecurityGroup", Rule(id, ("SourceCidrIp", "10.0.0.0/8"), ("NicType", "intranet")))).Ok();
        Assert.Equal(["internet", "intranet"], (await RulesAsync(id)).Select(rule => (string)rule!["NicType"]!));
        (await _emulator.EcsAsync("AuthorizeSecurityGroup", Rule(id, ("SourceCidrIp", "10.0.0.0/8"), ("NicType", "vpn")))).Fails(400, "InvalidNicType.ValueNotSupported", "vpn");
        (await _emulator.EcsAsync("AuthorizeSecurityGroup", Rule(id, ("SourceGroupId", "sg-emulator")))).Fails(400, "InvalidNicType.ValueNotSupported", "intranet");
        (await _emulator.EcsAsync("AuthorizeSecurityGroup", Rule(id, ("SourceGroupId", "sg-emulator"), ("NicType", "intranet")))).Ok();
        string inVpc = await NewGroupAsync();
        (await _emulator.EcsAsync("AuthorizeSecurityGroup", Rule(inVpc, ("SourceCidrIp", "10.0.0.0/8"), ("NicType", "internet")))).Fails(400, "InvalidNicType.ValueNotSupported", "internet");
    }

    [Fact]
    public async Task Rules_with_a_source_group_have_a_limit_of_their_own()
    {
        string id = await NewGroupAsync();
        List<(string, string)> parameters = [("RegionId", "cn-hangzhou"), ("SecurityGroupId", id)];
        for (int i = 1; i <= 21; i++)
        {
            parameters.AddRange([($"Permissions.{i}.IpProtocol", "TCP"), ($"Permissions.{i}.PortRange", $"{i}/{i}"), ($"Permissions.{i}.SourceGroupId", "sg-emulator")]);
        }
        (await _emulator.EcsAsync("AuthorizeSecurityGroup", parameters)).Fails(403, "AuthorizedGroupRule.LimitExceed", "20");
        Assert.Empty(await RulesAsync(id));
        (await _emulator.EcsAsync("AuthorizeSecurityGroup", parameters[..^3])).Ok();
        Assert.Equal(20, (await RulesAsync(id)).Count);
        JsonNode group = Assert.Single((await _emulator.EcsAsync("DescribeSecurityGroups", [("RegionId", "cn-hangzhou"), ("SecurityGroupId", id)])).Ok().Json["SecurityGroups"]!["SecurityGroup"]!.AsArray())!;
        Assert.Equal((20, 20, 2000), ((int)group["RuleCount"]!, (int)group["GroupToGroupRuleCount"]!, (int)group["AvailableInstanceAmount"]!));
    }

    [Fact]
    public async Task Filters_of_groups_are_checked()
    {
        (string, string) region = ("RegionId", "cn-hangzhou");
        string ids = "[" + string.Join(',', Enumerable.Range(0, 101).Select(i => $"\"sg-{i}\"")) + "]";
        (await _emulator.EcsAsync("DescribeSecurityGroups", [region, ("SecurityGroupIds", ids)])).Fails(400, "InvalidParameter", "100");
        (await _emulator.EcsAsync("DescribeSecurityGroups", [region, .. Enumerable.Range(1, 21).Select(i => ($"Tag.{i}.Key", $"k{i}"))])).Fails(400, "InvalidParameter", "20 tags");
        (await _emulator.EcsAsync("DescribeSecurityGroups", [region, ("Tag.1.Value", "v")])).Fails(400, "InvalidParameter", "key");
        (await _emulator.EcsAsync("DescribeSecurityGroups", [region, ("DryRun", "true")])).Fails(400, "DryRunOperation");
        (await _emulator.EcsAsync("DescribeSecurityGroups", [region, ("PageSize", "101")])).Fails(400, "InvalidParameter", "100");
        Assert.Empty((await _emulator.EcsAsync("DescribeSecurityGroups", [region, ("ServiceManaged", "true")])).Ok().Json["SecurityGroups"]!["SecurityGroup"]!.AsArray());
    }

    private async Task<string> NewGroupAsync(params (string Name, string Value)[] more)
    {
        return (string)(await _emulator.EcsAsync("CreateSecurityGroup", [("RegionId", "cn-hangzhou"), .. more.Any(pair => pair.Name == "VpcId") ? more : [("VpcId", "vpc-1"), .. more]])).Ok().Json["SecurityGroupId"]!;
    }

    private async Task<JsonArray> RulesAsync(string id)
    {
        return (await _emulator.EcsAsync("DescribeSecurityGroupAttribute", [("RegionId", "cn-hangzhou"), ("SecurityGroupId", id), ("MaxResults", "1000")])).Ok().Json["Permissions"]!["Permission"]!.AsArray();
    }

    /// <summary>Parameters of one rule for TCP 11111; a field given twice takes the last value.</summary>
    private static (string, string)[] Rule(string groupId, params (string Name, string Value)[] fields)
    {
        Dictionary<string, string> all = new() { ["IpProtocol"] = "tcp", ["PortRange"] = "11111/11111" };
        foreach ((string name, string value) in fields)
        {
            all[name] = value;
        }
        return [("RegionId", "cn-hangzhou"), ("SecurityGroupId", groupId), .. all.Select(pair => ($"Permissions.1.{pair.Key}", pair.Value))];
    }
}
