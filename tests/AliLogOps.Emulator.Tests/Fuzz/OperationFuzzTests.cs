using System.Text;
using AliLogOps.Emulator.Ecs;
using AliLogOps.Emulator.Faults;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Signing;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Fuzz;

/// <summary>Bodies and parameters of every operation: each bad one is answered by an error of the service, none by a fault of the emulator.</summary>
public class OperationFuzzTests
{
    private static readonly string[] s_bodies =
    [
        """{"projectName":"fuzzed","description":"d","recycleBinEnabled":true}""",
        """{"logstoreName":"store","ttl":30,"shardCount":2,"autoSplit":true,"maxSplitShard":64,"hot_ttl":7,"encrypt_conf":{"enable":true,"encrypt_type":"default"}}""",
        """{"line":{"token":[","," "],"caseSensitive":false,"chn":true,"include_keys":["k1"]},"keys":{"status":{"type":"long","doc_value":true},"p":{"type":"json","token":[","],"json_keys":{"a.b":{"type":"text","alias":"ab"}}}},"max_text_len":2048}""",
        """{"configName":"sys","inputType":"syslog","inputDetail":{"tag":"t","filterKey":["a"],"filterRegex":["b"]},"outputType":"LogService","outputDetail":{"logstoreName":"store"}}""",
        """{"groupName":"web","groupType":"","machineIdentifyType":"userdefined","groupAttribute":{"groupTopic":"t","externalName":"e"},"machineList":["web"]}""",
        """{"configName":"pipe","inputs":[{"Type":"input_file","FilePaths":["/a"]}],"flushers":[{"Type":"flusher_sls","Logstore":"store"}]}""",
        """{"resourceType":"project","resourceId":["fuzzed"],"tags":[{"key":"a","value":"b"}]}""",
        """{"from":1,"to":2000000000,"query":"a and b","line":10,"offset":0,"reverse":true,"topic":""}""",
        """{"from":1,"to":2000000000,"query":"* | where k = 'v' | extend n = length(k)","line":10,"session":"mode=scan","forward":true}""",
        """{"consumerGroup":"readers","timeout":1,"order":false}""", """{"shard":0,"checkpoint":"MA=="}""", """[0,1]""", """["10.0.0.1"]""",
        """{"savedsearchName":"search","logstore":"store","searchQuery":"*"}""", """{"enable":true,"encryptType":"m4","userCmkInfo":{"keyId":"k","roleArn":"r","regionId":"g"}}""",
        """{"name":"metrics","ttl":7,"shardCount":1,"metricType":"prometheus","sortedKeyCount":1,"timeIndex":0,"keys":[{"name":"k","type":"text"}]}""",
        """{"configType":"web","config":"{}","attributes":{"a":"b"},"grayConfigs":[{"condition":"c","content":"d"}]}""",
        """{"resourceType":"logstore","resourceId":["fuzzed#store"],"tags":[{"key":"acs:a","value":"b"}],"tagOwnerUid":"1","category":"c","scope":"s"}""",
        """{"processorName":"p","status":"Enabled","meteringMode":"ChargeByFunction"}""",
        """{"from":1,"to":2000000000,"query":"v or x","updateMode":"full","data":"{\"k\":\"v\",\"a\":\"b\"}"}""", """{"rowId":"0|1|0","updateMode":"partial","data":"{\"k\":\"x\"}"}""",
        """{"__topic__":"t","__source__":"s","__logs__":[{"k":"v"}]}""",
    ];

    private static readonly (string Name, string[] Values)[] s_parameters =
    [
        ("type", ["log", "cursor", "cursor_time", "histogram", "heartbeat", "checkpoint"]), ("from", ["1", "begin", "end"]), ("to", ["2000000000"]), ("cursor", ["MA==", "MTQ0NzI5OTYwNjg5NjYzMjM1Ng=="]),
        ("count", ["10"]), ("query", ["a and b", "k: v*", "not x", "* | where k = 'v' | project k", "* | extend a = upper(k) | parse-json a"]), ("offset", ["0", "5"]), ("size", ["10"]), ("line", ["10"]), ("action", ["split", "merge", "add", "delete"]),
        ("shardCount", ["2", "4"]), ("key", ["80000000000000000000000000000000", "8"]), ("consumer", ["c"]), ("pullMode", ["scan_on_stream"]), ("session", ["mode=scan"]), ("forward", ["true"]), ("shard", ["0"]), ("resourceType", ["project"]), ("resourceId", ["""["fuzzed"]"""]), ("tags", ["""[{"key":"a"}]"""]),
    ];

    [Fact]
    public async Task Operations_of_the_log_service_answer_in_their_own_words()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        await emulator.CreateProjectAsync("fuzzed");
        (await emulator.CallAsync("POST", "fuzzed", "/logstores", """{"logstoreName":"store","ttl":30,"shardCount":2,"enableModify":true}""")).Ok();
        (await emulator.CallAsync("POST", "fuzzed", "/logstores/store/index", """{"line":{"token":[" "]}}""")).Ok();
        SlsPipeline pipeline = new(emulator.Server.Operations, emulator.Services);
        Operation[] operations = [.. emulator.Server.Operations.Operations.Where(operation => operation.IsBuilt && operation.Name != "DeleteProject")];
        FuzzRun.Each(random => Use(pipeline, operations[random.Next(operations.Length)], random), share: 0.5);
    }

    [Fact]
    public async Task Operations_of_ecs_and_sts_answer_in_their_own_words()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        (string, string[])[] parameters =
        [
            ("RegionId", ["cn-hangzhou"]), ("SecurityGroupId", ["sg-emulator"]), ("IpProtocol", ["tcp", "all"]), ("PortRange", ["1/2", "-1/-1"]), ("SourceCidrIp", ["10.0.0.0/8", "10.0.0.1"]),
            ("Permissions.1.IpProtocol", ["TCP"]), ("Permissions.1.PortRange", ["22/22"]), ("Permissions.1.SourceCidrIp", ["0.0.0.0/0"]), ("Priority", ["1"]), ("InstanceIds", ["""["i-1"]"""]),
            ("Tag.1.Key", ["k"]), ("Tag.1.Value", ["v"]), ("MaxResults", ["10"]), ("NextToken", ["MTA="]), ("PageNumber", ["1"]), ("PageSize", ["10"]), ("Filter.1.Key", ["CreationStartTime"]),
            ("Filter.1.Value", ["2024-01-01T00:00Z"]), ("RoleArn", [$"acs:ram::{CredentialStore.AccountId}:role/ops"]), ("RoleSessionName", ["session"]), ("DurationSeconds", ["900"]), ("ClientToken", ["t"]),
            ("OIDCProviderArn", ["acs:ram::1:oidc-provider/p"]), ("OIDCToken", ["e30.e30.e30"]), ("SecurityGroupRuleId.1", ["sgr-1"]), ("SecurityGroupName", ["group"]), ("Direction", ["ingress"]),
        ];
        EcsOperation[] operations = [.. new EcsPipeline(emulator.Services).Operations];
        AccessKey key = emulator.Services.Credentials.Find(emulator.Services.Credentials.MainKeyId)!;
        int uses = 0;
        FuzzRun.Each(
            random =>
            {
                if (++uses % 1000 == 0)
                {
                    // nothing in the parameters deletes a group: they would pile up, and lists of them take ever longer
                    emulator.Services.Database.Write(session => session.Execute("DELETE FROM security_group WHERE id <> 'sg-emulator'"));
                }
                List<(string, string)> query = Pick(random, parameters);
                try
                {
                    operations[random.Next(operations.Length)].Handler(new EcsContext(new EcsParameters(Requests.Of("POST", "/", query)), emulator.Services, "request", key));
                }
                catch (EcsException problem)
                {
                    Assert.InRange(problem.Error.Status, 400, 501);
                }
            },
            share: 0.5);
    }

    [Fact]
    public void Fault_rules_are_read_or_refused()
    {
        string[] rules =
        [
            """{"name":"a","operations":["GetLogs*"],"project":"p","skip":1,"every":2,"probability":0.5,"count":3,"seed":4,"effect":"error","code":"ServerBusy","status":503,"message":"m"}""",
            """{"effect":"slowBody","delaySeconds":0.5}""", """{"effect":"redirect","location":"http://x/","status":302}""",
        ];
        FuzzRun.Each(random =>
        {
            try
            {
                FaultRuleReader.Read(StrictJson.Parse(Mutation.Of(random, [.. rules.Select(Encoding.UTF8.GetBytes)])), ["GetLogs"], () => "new");
            }
            catch (SlsException)
            {
                // refused in words
            }
        });
    }

    private static void Use(SlsPipeline pipeline, Operation operation, Random random)
    {
        string path = string.Join('/', operation.Path.Text.Split('/').Select(segment => segment switch
        {
            "{logstore}" => "store",
            "{shard}" => random.Next(4).ToString(System.Globalization.CultureInfo.InvariantCulture),
            "{config}" or "{name}" => "sys",
            _ when segment.StartsWith('{') => Uri.EscapeDataString(Mutation.OfText(random, "web", "readers", "search")),
            _ => segment,
        }));
        byte[] body = random.Next(8) == 0 ? [] : Mutation.Of(random, [.. s_bodies.Select(Encoding.UTF8.GetBytes)]);
        List<(string Key, string Value)> query = Pick(random, s_parameters);
        if (operation.TypeParameter is { } type)
        {
            query.RemoveAll(pair => pair.Key == "type");
            query.Add(("type", type));
        }
        string contentType = operation.Body == BodyKind.Raw ? "application/x-protobuf" : "application/json";
        SlsRequest plain = Requests.Of(operation.Method, path, query, [("Content-Type", contentType), ("Content-Length", "1")], body);
        SlsRequest request = new()
        {
            Method = plain.Method,
            RawPath = plain.RawPath,
            Path = plain.Path,
            Query = plain.Query,
            Headers = plain.Headers,
            Host = "fuzz",
            Project = operation.Host == HostForm.Bare ? null : "fuzzed",
            RawBody = body,
            Body = body,
            RequestId = "0",
            ReceivedAt = DateTimeOffset.UtcNow,
        };
        try
        {
            pipeline.RunUnsignedAsync(request).AsTask().GetAwaiter().GetResult();
        }
        catch (SlsException problem)
        {
            Assert.True(problem.Error.Status is (>= 400 and <= 415) or 501, $"{operation.Name} answers {problem.Error}");
        }
        catch (Exception problem)
        {
            throw new InvalidOperationException($"{operation.Name} {operation.Method} {path}?{string.Join('&', query.Select(pair => $"{pair.Key}={pair.Value}"))} with {Encoding.UTF8.GetString(body)}", problem);
        }
    }

    private static List<(string Key, string Value)> Pick(Random random, (string Name, string[] Values)[] parameters)
    {
        List<(string, string)> picked = [];
        foreach ((string name, string[] values) in parameters)
        {
            if (random.Next(3) > 0)
            {
                picked.Add((name, random.Next(3) == 0 ? Mutation.OfText(random, values) : values[random.Next(values.Length)]));
            }
        }
        return picked;
    }
}
