using AliLogOps.Setup.Definition;

namespace AliLogOps.Setup.Tests.Definition;

public sealed class SetupLoaderTests
{
    private const string Whole = """
        {
          // comments are allowed, and so is a comma at the end
          "version": 1,
          "project": { "name": "web-{env}", "description": "Web ({env}), {{literal}}" },
          "logstores": [
            { "name": "logs-{env}", "ttlDays": 7, "shardCount": 2,
              "index": { "fullText": { "caseSensitive": true }, "keys": ["app", "latency:double", "__tag__:host"] },
              "expect": { "logsWithin": "10m", "onlyFromHosts": true, "queries": [{ "query": "app: web", "exactly": 3, "fields": { "level": "INFO" } }] } }
          ],
          "machineGroups": [{ "name": "hosts-{env}", "identifiers": "id-{env}", "expect": { "machines": 2, "hosts": ["a-{env}", "b-{env}"], "heartbeatTimeout": "2m" } }],
          "logtailConfigs": [{ "name": "conf-{env}", "logstore": "logs-{env}", "tag": "sys_tag", "machineGroups": "hosts-{env}", "rsyslogFile": "files/rsyslog.conf" }],
          "securityGroupRules": [{ "securityGroupId": "{sg}", "port": 11111, "sourceCidrIp": "10.0.0.0/8" }],
          "variables": { "sg": "sg-1" },
          "environments": {
            "dev": {},
            "prod": { "logstores": [{ "name": "logs-{env}", "ttlDays": 90 }], "project": { "description": null }, "variables": { "sg": "sg-2" } }
          },
        }
        """;

    [Fact]
    public void Environments_share_and_override()
    {
        var setups = DefinitionText.Load(Whole);

        Assert.Equal(["dev", "prod"], setups.Select(setup => setup.EnvironmentName));
        var (dev, prod) = (setups[0], setups[1]);
        Assert.Equal(("web-dev", "Web (dev), {literal}"), (dev.ProjectName, dev.Description));
        Assert.Equal(("web-prod", (string?)null), (prod.ProjectName, prod.Description));
        Assert.Equal((7, 2), (dev.Logstores[0].TtlDays, dev.Logstores[0].ShardCount));
        Assert.Equal((90, 2), (prod.Logstores[0].TtlDays, prod.Logstores[0].ShardCount));
        Assert.Equal(("sg-1", "sg-2"), (dev.SecurityGroupRules[0].SecurityGroupId, prod.SecurityGroupRules[0].SecurityGroupId));
        Assert.Equal("11111/11111", dev.SecurityGroupRules[0].PortRange);
        var index = dev.Indexes[0];
        Assert.True(index.FullText);
        Assert.True(index.Line.CaseSensitive);
        Assert.Equal(["app:text", "latency:double", "__tag__:host:text"], index.Keys!.Select(key => $"{key.Key}:{key.Value.Type}"));
        Assert.Equal(("userdefined", "id-dev"), (dev.MachineGroups[0].IdentifyType, dev.MachineGroups[0].MachineList!.Single()));
        Assert.Equal("conf-dev → hosts-dev", $"{dev.Bindings[0].LogtailConfigName} → {dev.Bindings[0].MachineGroupName}");
        Assert.Equal(("syslog", "sys_tag"), (dev.LogtailConfigs[0].InputType, dev.LogtailConfigs[0].InputDetail!["tag"]));
        Assert.Equal(Path.GetFullPath("/definitions/files/rsyslog.conf"), dev.SenderExpectations[0].File);
        Assert.Equal((2, TimeSpan.FromMinutes(2)), (dev.MachineExpectations[0].Machines, dev.MachineExpectations[0].HeartbeatTimeout));
        Assert.Equal(3, dev.LogExpectations[0].Queries[0].Exactly);
    }

    [Theory]
    [InlineData("\"level\"", "level:text")]
    [InlineData("\"latency:double\"", "latency:double")]
    [InlineData("[\"level\"]", "level:text")]
    public void One_field_of_an_index_needs_no_list(string keys, string expected)
    {
        var setup = Assert.Single(DefinitionText.Load($$"""{ "project": { "name": "web" }, "logstores": [{ "name": "logs", "index": { "keys": {{keys}} } }] }"""));

        Assert.Equal(expected, Assert.Single(setup.Indexes[0].Keys!.Select(key => $"{key.Key}:{key.Value.Type}")));
    }

    [Fact]
    public void One_environment_can_be_asked_for_and_all_are_checked()
    {
        Assert.Equal("web-prod", Assert.Single(DefinitionText.Load(Whole, "prod")).ProjectName);
        var broken = Whole.Replace("\"ttlDays\": 90", "\"ttlDays\": 9000", StringComparison.Ordinal);
        var problem = Assert.Throws<SetupDefinitionException>(() => DefinitionText.Load(broken, "dev"));
        Assert.Contains("9000 is out of range", Assert.Single(problem.Mistakes).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_mistake_is_told_at_once_with_its_place_and_what_to_do()
    {
        var mistakes = DefinitionText.MistakesOf("""
            {
              "project": { "name": "Web" },
              "logstores": [{ "name": "logs", "ttlDays": "7", "shards": 2 }],
              "machineGroups": [{ "name": "hosts" }],
              "logtailConfigs": [{ "name": "conf", "logstore": "log", "tag": "two words", "machineGroups": ["host"] }],
              "securityGroupRules": [{ "securityGroupId": "sg-1", "port": "70000" }]
            }
            """);

        Assert.Equal(
            [
                "2:24 Project.Name",
                "3:46 Logstores[0].TtlDays",
                "3:51 Logstores[0].shards",
                "4:21 MachineGroups[0]",
                "5:52 LogtailConfigs[0].Logstore",
                "5:66 LogtailConfigs[0].Tag",
                "5:97 LogtailConfigs[0].MachineGroups",
                "6:26 SecurityGroupRules[0]",
                "6:63 SecurityGroupRules[0].Port",
            ],
            mistakes.Select(mistake => $"{mistake.Position.Line}:{mistake.Position.Column} {mistake.Path}"));
        Assert.All(mistakes, mistake => Assert.Equal("setup.json", mistake.Position.File));
        Assert.All(mistakes, mistake => Assert.Matches("(Give|Add|Did you mean|Put|has '|allowed|name has|must be)", mistake.Message + mistake.Remedy));
        Assert.Contains("Did you mean 'ShardCount'?", mistakes[2].Remedy, StringComparison.Ordinal);
        Assert.Contains("Logstores has 'logs'", mistakes[4].Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"project\": ", "setup.json:1:", "no JSON")]
    [InlineData("[]", "setup.json:1:1", "a list of 0 stands where a table")]
    [InlineData("{}", "setup.json:1:1", "'Project' is missing")]
    [InlineData("{ \"project\": { \"name\": \"web\", \"name\": \"web\" } }", "setup.json:1:31", "stands twice")]
    [InlineData("{ \"project\": { \"name\": \"web\", \"Name\": \"web\" } }", "setup.json:1:31", "stands twice")]
    [InlineData("{ \"version\": 2, \"project\": { \"name\": \"web\" } }", "setup.json:1:14", "out of range")]
    [InlineData("{ \"project\": { \"name\": \"web-{stage}\" } }", "setup.json:1:24", "Nothing says what '{stage}' stands for")]
    [InlineData("{ \"project\": { \"name\": \"web\" }, \"environments\": { \"dev\": {}, \"prod\": {} } }", "setup.json:1:14", "share the project 'web'")]
    [InlineData("{ \"project\": { \"name\": \"web\" }, \"environments\": { \"Dev\": {} } }", "setup.json:1:51", "cannot be the name of an environment")]
    [InlineData("{ \"project\": { \"name\": \"web\" }, \"logstores\": [{ \"name\": \"logs\", \"expect\": { \"queries\": [{ \"query\": \"*\" }] } }] }", "setup.json:1:47", "without one every search fails")]
    [InlineData("{ \"project\": { \"name\": \"web\" }, \"logstores\": [{ \"name\": \"logs\" }, { \"name\": \"logs\" }] }", "setup.json:1:77", "stands twice under Logstores")]
    public void A_mistake_says_where_and_what(string json, string place, string message)
    {
        var mistake = Assert.Single(DefinitionText.MistakesOf(json));
        Assert.StartsWith(place, mistake.Position.ToString(), StringComparison.Ordinal);
        Assert.Contains(message, mistake.Message, StringComparison.Ordinal);
        Assert.NotEmpty(mistake.Remedy);
    }

    [Theory]
    [InlineData("\"variables\": { \"A\": \"1\", \"a\": \"2\" }", "'a' stands twice")]
    [InlineData("\"logstores\": [{ \"name\": \"logs\", \"index\": { \"fullText\": true }, \"expect\": { \"queries\": [{ \"query\": \"*\", \"fields\": { \"on-{env}\": \"1\", \"on-dev\": \"2\" } }] } }]", "'on-dev' stands twice")]
    [InlineData("\"logstores\": [{ \"name\": \"logs\" }], \"logtailConfigs\": [{ \"name\": \"conf\", \"logstore\": \"logs\", \"inputType\": \"file\", \"inputDetail\": { \"advanced\": [{ \"on-{env}\": 1, \"on-dev\": 2 }] } }]", "'on-dev' stands twice")]
    [InlineData("\"machineGroups\": [{ \"name\": \"hosts\", \"ipAddresses\": \"192.168.1\" }]", "'192.168.1' is not an address")]
    [InlineData("\"machineGroups\": [{ \"name\": \"hosts\", \"ipAddresses\": \"010.0.0.1\" }]", "'010.0.0.1' is not an address")]
    [InlineData("\"securityGroupRules\": [{ \"securityGroupId\": \"sg-1\", \"port\": 1, \"sourceCidrIp\": \"10\" }]", "'10' is not an address or network")]
    [InlineData("\"logstores\": [{ \"name\": \"logs\", \"index\": { \"fullText\": true }, \"expect\": { \"onlyFromHosts\": true } }], \"machineGroups\": [{ \"name\": \"hosts\", \"identifiers\": \"id\", \"expect\": { \"hosts\": \"a\" } }]", "no machine group whose logs go to 'logs'")]
    public void A_mistake_that_shows_in_an_environment_is_told(string settings, string message) =>
        Assert.Contains(message, Assert.Single(DefinitionText.MistakesOf($$"""{ "project": { "name": "web-{env}" }, {{settings}}, "environments": { "dev": {} } }""")).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_configs_of_one_group_may_not_share_a_tag()
    {
        var mistake = Assert.Single(DefinitionText.MistakesOf("""
            { "project": { "name": "web" }, "logstores": [{ "name": "logs" }], "machineGroups": [{ "name": "hosts", "identifiers": "id" }],
              "logtailConfigs": [ { "name": "one", "logstore": "logs", "tag": "t", "machineGroups": "hosts" },
                                  { "name": "two", "logstore": "logs", "tag": "t", "machineGroups": "hosts" } ] }
            """));
        Assert.Equal("LogtailConfigs[1].Tag", mistake.Path);
        Assert.Contains("by chance", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Variables_come_from_the_file_and_from_outside()
    {
        var root = JsonSetupReader.Read(Whole, "setup.json");
        var output = TerraformOutput.Read("""{ "sg": { "sensitive": false, "type": "string", "value": "sg-tf" }, "secret": { "sensitive": true, "value": "x" }, "list": { "value": [1] } }""");
        Assert.Equal("sg-tf", Assert.Single(output).Value);
        Assert.All(SetupLoader.Load(root, "/setup.json", null, output), setup => Assert.Equal("sg-tf", setup.SecurityGroupRules[0].SecurityGroupId));
        Assert.Throws<FormatException>(() => TerraformOutput.Read("Warning: no outputs"));
    }

    [Fact]
    public void A_setup_written_as_a_definition_is_read_back_the_same()
    {
        foreach (var setup in DefinitionText.Load(Whole))
        {
            var tree = SetupTree.Create(setup);
            var text = SetupText.ToJson(tree);
            Assert.Contains("web-{env}", text, StringComparison.Ordinal);
            var back = Assert.Single(DefinitionText.Load(text));
            Assert.Equal(text, SetupText.ToJson(SetupTree.Create(back)));
            Assert.Equal(SetupText.ToPsd1(tree), SetupText.ToPsd1(SetupTree.Create(back)));
        }
    }
}
