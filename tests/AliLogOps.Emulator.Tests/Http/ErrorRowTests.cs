using System.Globalization;
using System.Text;
using AliLogOps.Emulator.Tests.Logs;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Http;

/// <summary>
/// Every row of the service's table of common errors ("Common error codes") that a client can provoke, each by what provokes it.
/// Rows that depend on the load or state of the real service are provoked at the fault dial.
/// </summary>
public sealed class ErrorRowTests
{
    private static readonly Dictionary<string, (int Status, Func<Bench, Task<TestResponse>> Provoke)> s_rows = new(StringComparer.Ordinal)
    {
        ["MissingContentType"] = (400, bench => bench.CallAsync("POST", "/logstores", "{}", request => request.Remove("Content-Type"))),
        ["MissingBodyRawSize"] = (400, bench => bench.PutAsync(request => request.Remove("x-log-bodyrawsize"))),
        ["InvalidBodyRawSize"] = (400, bench => bench.PutAsync(request => request["x-log-bodyrawsize"] = "many")),
        ["InvalidCompressType"] = (400, bench => bench.PutAsync(request => request["x-log-compresstype"] = "rar")),
        ["MissingHost"] = (400, bench => bench.RawAsync("GET / HTTP/1.0\r\n\r\n")),
        ["InvalidHost"] = (400, bench => bench.CallAsync("GET", "/", null, request => request.Host = ".127.0.0.1")),
        ["MissingDate"] = (400, bench => bench.SignedV1Async(request => request.Remove("Date"))),
        ["InvalidDateFormat"] = (400, bench => bench.SignedV1Async(request => request["Date"] = "yesterday")),
        ["MissingAPIVersion"] = (400, bench => bench.CallAsync("GET", "/", null, request => request.Remove("x-log-apiversion"))),
        ["InvalidAPIVersion"] = (400, bench => bench.CallAsync("GET", "/", null, request => request["x-log-apiversion"] = "1.0")),
        ["MissAccessKeyId"] = (400, bench => bench.SignedV1Async(request => request["Authorization"] = "LOG :c2ln")),
        ["MissingSignatureMethod"] = (400, bench => bench.SignedV1Async(request => request.Remove("x-log-signaturemethod"))),
        ["InvalidSignatureMethod"] = (400, bench => bench.SignedV1Async(request => request["x-log-signaturemethod"] = "md5")),
        ["RequestTimeTooSkewed"] = (400, bench => bench.CallAsync("GET", "/", null, request => request["x-log-date"] = "20200101T000000Z")),
        ["ParameterInvalid"] = (400, bench => bench.CallAsync("GET", "/logstores?size=1000")),
        ["InvalidParameter"] = (400, bench => bench.CallAsync("POST", "/machinegroups", "{}")),
        ["PostBodyInvalid"] = (400, bench => bench.CallAsync("POST", "/logstores", "{")),
        ["ProjectAlreadyExist"] = (400, bench => bench.CallAsync("POST", "/", $$"""{"projectName":"{{Bench.Project}}"}""")),
        ["LogStoreAlreadyExist"] = (400, bench => bench.TwiceAsync("POST", "/logstores", """{"logstoreName":"another","ttl":1,"shardCount":1}""")),
        ["IndexAlreadyExist"] = (400, bench => bench.TwiceAsync("POST", "/logstores/store/index", """{"line":{"token":[]}}""")),
        ["ConfigAlreadyExist"] = (400, bench => bench.TwiceAsync("POST", "/configs", """{"configName":"sys","inputType":"syslog","inputDetail":{"tag":"t"},"outputType":"LogService","outputDetail":{"logstoreName":"store"}}""")),
        ["MachineGroupAlreadyExist"] = (400, bench => bench.TwiceAsync("POST", "/machinegroups", """{"groupName":"web","machineIdentifyType":"ip","machineList":["10.0.0.1"]}""")),
        ["ConsumerGroupAlreadyExist"] = (400, bench => bench.TwiceAsync("POST", "/logstores/store/consumergroups", """{"consumerGroup":"readers","timeout":1,"order":false}""")),
        ["SavedSearchAlreadyExist"] = (400, bench => bench.TwiceAsync("POST", "/savedsearches", """{"savedsearchName":"search","logstore":"store","searchQuery":"*"}""")),
        ["ProjectQuotaExceed"] = (400, bench => bench.ManyAsync(50, "POST", "/", i => $$"""{"projectName":"project-{{i}}"}""", i => $"project-{i}")),
        ["NotSupported"] = (400, async bench =>
        {
            (await bench.CallAsync("PUT", "/logstores/store/meteringmode", """{"meteringMode":"ChargeByDataIngest"}""")).Ok();
            return await bench.CallAsync("PUT", "/logstores/store", """{"logstoreName":"store","ttl":1,"mode":"query"}""");
        }),
        ["SignatureNotMatch"] = (401, bench => bench.CallAsync("GET", "/", null, request => request.Key = (bench.Emulator.Services.Credentials.MainKeyId, "wrong"))),
        ["Unauthorized"] = (401, bench => bench.CallAsync("GET", "/", null, request => request.Key = ("LTAInobody", "wrong"))),
        ["InvalidAccessKeyId"] = (401, bench => bench.SignedV1Async(request => request["Authorization"] = "LOG what?:c2ln")),
        ["WriteQuotaExceed"] = (403, bench => bench.DialAsync("PostLogStoreLogs", "WriteQuotaExceed", () => bench.PutAsync())),
        ["ReadQuotaExceed"] = (403, bench => bench.DialAsync("GetLogs", "ReadQuotaExceed", () => bench.CallAsync("GET", "/logstores/store?type=log&from=1&to=2"))),
        ["ShardWriteQuotaExceed"] = (403, bench => bench.DialAsync("PostLogStoreLogs", "ShardWriteQuotaExceed", () => bench.PutAsync())),
        ["ShardReadQuotaExceed"] = (403, bench => bench.DialAsync("PullLogs", "ShardReadQuotaExceed", () => bench.CallAsync("GET", "/logstores/store/shards/0?type=log&cursor=MA==&count=1"))),
        ["MetaOperationQpsLimitExceeded"] = (403, bench => bench.DialAsync("GetProject", "MetaOperationQpsLimitExceeded", () => bench.CallAsync("GET", "/"))),
        ["ProjectForbidden"] = (403, bench => bench.DialAsync("GetProject", "ProjectForbidden", () => bench.CallAsync("GET", "/"))),
        ["ExceedQuota"] = (403, bench => bench.ManyAsync(31, "POST", "/logstores/store/consumergroups", i => $$"""{"consumerGroup":"group-{{i}}","timeout":1,"order":false}""")),
        ["ProjectNotExist"] = (404, bench => bench.Emulator.CallAsync("GET", "no-project", "/")),
        ["LogStoreNotExist"] = (404, bench => bench.CallAsync("GET", "/logstores/none")),
        ["ConfigNotExist"] = (404, bench => bench.CallAsync("GET", "/configs/none")),
        ["MachineGroupNotExist"] = (404, bench => bench.CallAsync("GET", "/machinegroups/none")),
        ["ConsumerGroupNotExist"] = (404, bench => bench.CallAsync("GET", "/logstores/store/consumergroups/none")),
        ["SavedSearchNotExist"] = (404, bench => bench.CallAsync("GET", "/savedsearches/none")),
        ["InvalidMethod"] = (405, bench => bench.CallAsync("DELETE", "/nothing")),
        ["MissingContentLength"] = (411, bench => bench.WithoutLengthAsync()),
        ["PostBodyTooLarge"] = (413, bench => bench.PutAsync(request => request["x-log-bodyrawsize"] = "10485761")),
        ["InvalidContentType"] = (415, bench => bench.PutAsync(request => request["Content-Type"] = "text/plain")),
        ["InternalServerError"] = (500, bench => bench.DialAsync("GetProject", "InternalServerError", () => bench.CallAsync("GET", "/"))),
        ["RequestTimeout"] = (500, bench => bench.DialAsync("GetProject", "RequestTimeout", () => bench.CallAsync("GET", "/"))),
        ["NotImplemented"] = (501, bench => bench.CallAsync("GET", "/dashboards")),
        ["ServerBusy"] = (503, bench => bench.DialAsync("GetProject", "ServerBusy", () => bench.CallAsync("GET", "/"))),
    };

    /// <summary>
    /// The codes of the service's table ("Common error codes") in its order, its newer and its differently spelled names
    /// left out where the emulator answers the other one.
    /// </summary>
    private static readonly string[] s_table =
    [
        "MissingContentType", "MissingBodyRawSize", "InvalidBodyRawSize", "InvalidCompressType", "MissingHost", "InvalidHost", "MissingDate", "InvalidDateFormat",
        "MissingAPIVersion", "InvalidAPIVersion", "MissAccessKeyId", "MissingSignatureMethod", "InvalidSignatureMethod", "RequestTimeTooSkewed", "ParameterInvalid",
        "InvalidParameter", "PostBodyInvalid", "ProjectAlreadyExist", "LogStoreAlreadyExist", "IndexAlreadyExist", "ConfigAlreadyExist", "MachineGroupAlreadyExist",
        "ConsumerGroupAlreadyExist", "JobAlreadyExist", "ProjectQuotaExceed", "NotSupported", "SignatureNotMatch", "Unauthorized", "InvalidAccessKeyId", "WriteQuotaExceed",
        "ReadQuotaExceed", "ShardWriteQuotaExceed", "ShardReadQuotaExceed", "MetaOperationQpsLimitExceeded", "ProjectForbidden", "ExceedQuota", "ProjectNotExist",
        "LogStoreNotExist", "ConfigNotExist", "MachineGroupNotExist", "ConsumerGroupNotExist", "JobNotExist", "SavedSearchNotExist", "DashboardNotExist", "ShipperNotExist",
        "LoggingNotExist", "InvalidMethod", "MissingContentLength", "PostBodyTooLarge", "InvalidContentType", "InternalServerError", "RequestTimeout", "NotImplemented",
        "ServerBusy",
    ];

    /// <summary>Rows about resources whose operations are not built: the request that the service would answer with them.</summary>
    private static readonly Dictionary<string, (string Method, string Path)> s_unbuilt = new(StringComparer.Ordinal)
    {
        ["JobAlreadyExist"] = ("POST", "/jobs"),
        ["JobNotExist"] = ("GET", "/jobs/none"),
        ["DashboardNotExist"] = ("GET", "/dashboards/none"),
        ["ShipperNotExist"] = ("GET", "/logstores/store/shipper/none"),
        ["LoggingNotExist"] = ("GET", "/logging"),
    };

    public static TheoryData<string> Codes => [.. s_rows.Keys];

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task A_row_is_provoked(string code)
    {
        await using Bench bench = await Bench.StartAsync();
        (int status, Func<Bench, Task<TestResponse>> provoke) = s_rows[code];
        TestResponse answer = (await provoke(bench)).Fails(status, code);
        Assert.Equal("application/json", answer.Headers["Content-Type"]);
        Assert.Matches("^[0-9A-F]{24}$", answer.RequestId);
        Assert.NotEmpty(answer.ErrorMessage);
    }

    [Fact]
    public void No_row_is_without_a_test()
    {
        Assert.Empty(s_table.Except([.. s_rows.Keys, .. s_unbuilt.Keys]));
        Assert.Empty(s_rows.Keys.Intersect(s_unbuilt.Keys));
    }

    [Fact]
    public async Task A_row_about_what_is_not_built_is_refused_by_name()
    {
        await using Bench bench = await Bench.StartAsync();
        foreach ((string method, string path) in s_unbuilt.Values)
        {
            (await bench.CallAsync(method, path, method == "GET" ? null : "{}")).Fails(501, "NotImplemented");
        }
    }

    [Fact]
    public async Task A_gateway_error_has_no_json()
    {
        await using Bench bench = await Bench.StartAsync();
        (await bench.Emulator.ControlAsync("POST", "/_emulator/faults/rules", """{"effect":"html","status":502}""")).Ok();
        TestResponse answer = await bench.CallAsync("GET", "/");
        Assert.Equal((502, "text/html"), (answer.Status, answer.Headers["Content-Type"]));
    }

    /// <summary>An emulator with a project and a logstore, and short forms of what the rows need.</summary>
    private sealed class Bench(TestEmulator emulator) : IAsyncDisposable
    {
        public const string Project = "error-rows";

        public TestEmulator Emulator => emulator;

        public static async Task<Bench> StartAsync()
        {
            Bench bench = new(await TestEmulator.StartAsync());
            await bench.Emulator.CreateProjectAsync(Project, "store", shards: 1);
            return bench;
        }

        public ValueTask DisposeAsync()
        {
            return emulator.DisposeAsync();
        }

        public Task<TestResponse> CallAsync(string method, string target, string? json = null, Action<TestRequest>? change = null)
        {
            return emulator.CallAsync(method, Project, target, json, change: change);
        }

        public Task<TestResponse> PutAsync(Action<TestRequest>? change = null)
        {
            LogsApi api = new(emulator, Project);
            return api.PutAsync(api.Group(("k", "v")), change: change);
        }

        /// <summary>A call signed with version 1 and changed afterwards.</summary>
        public Task<TestResponse> SignedV1Async(Action<TestRequest> change)
        {
            TestRequest request = new("GET", "/") { Host = emulator.HostOf(Project) };
            request["x-log-apiversion"] = "0.6.0";
            emulator.Sign(request, Support.Signing.V1);
            change(request);
            return RawHttp.SendAsync(emulator.EndPoint, request);
        }

        public async Task<TestResponse> TwiceAsync(string method, string target, string json)
        {
            (await CallAsync(method, target, json)).Ok();
            return await CallAsync(method, target, json);
        }

        /// <summary>The last of many calls; those before it succeed.</summary>
        public async Task<TestResponse> ManyAsync(int count, string method, string target, Func<int, string> json, Func<int, string>? project = null)
        {
            for (int i = 1; i < count; i++)
            {
                (await emulator.CallAsync(method, project?.Invoke(i) ?? Project, target, json(i))).Ok();
            }
            return await emulator.CallAsync(method, project?.Invoke(count) ?? Project, target, json(count));
        }

        public async Task<TestResponse> DialAsync(string operation, string code, Func<Task<TestResponse>> call)
        {
            (await emulator.ControlAsync("POST", "/_emulator/faults/rules", $$"""{"operations":["{{operation}}"],"effect":"error","code":"{{code}}"}""")).Ok();
            return await call();
        }

        public Task<TestResponse> WithoutLengthAsync()
        {
            TestRequest request = new("POST", "/logstores") { Host = emulator.HostOf(Project) };
            request["x-log-apiversion"] = "0.6.0";
            request["x-log-bodyrawsize"] = "0";
            emulator.Sign(request, Support.Signing.V4);
            StringBuilder head = new();
            head.Append(CultureInfo.InvariantCulture, $"POST /logstores HTTP/1.1\r\nHost: {request.Host}\r\nConnection: close\r\n");
            foreach ((string name, string value) in request.Headers)
            {
                head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
            }
            return RawAsync(head.Append("\r\n").ToString());
        }

        public Task<TestResponse> RawAsync(string head)
        {
            return RawHttp.SendBytesAsync(emulator.EndPoint, Encoding.Latin1.GetBytes(head));
        }
    }
}
