using System.Text;
using CsCheck;
using static AliLogOps.Client.Tests.TestClients;

namespace AliLogOps.Client.Tests;

public class LogPageTests
{
    private static readonly LogQuery s_query = new()
    {
        ProjectName = Project,
        LogstoreName = Store,
        From = SignatureInputs.Time,
        To = SignatureInputs.Time.AddMinutes(15),
        Query = "app-name: todo-list",
    };

    private const string Page = """
        {"meta":{"progress":"Complete","count":2,"processedRows":10000,"processedBytes":77,"elapsedMillisecond":5,"hasSQL":false,
         "whereQuery":"*","aggQuery":"","limited":100,"isAccurate":true,"keys":["b","a"],"terms":[{"key":"","term":"*"}]},
         "data":[{"__time__":"1714979289","__source__":"127.0.0.1","__topic__":"t1","b":"  007 ","a":"1.0","__tag__:h":"x"},
                 {"a":"\u4f60\"\\\n","__time__":1714979290}]}
        """;

    [Fact]
    public async Task A_page_keeps_order_and_strings_as_they_came()
    {
        LogPage page = await ReadAsync(Page);

        Assert.Equal((true, 2, 10000L, 77L, 5L, false), (page.IsComplete, page.Count, page.ProcessedRows, page.ProcessedBytes, page.ElapsedMilliseconds, page.HasSql));
        Assert.Equal(("*", "", 100L, true, Answers.RequestId), (page.WhereQuery, page.AggregateQuery, page.Limited, page.IsAccurate, page.RequestId));
        Assert.Equal(["b", "a"], page.Keys);
        LogRecord first = page.Logs[0];
        Assert.Equal((1714979289L, SignatureInputs.Time, "127.0.0.1", "t1"), (first.UnixTime, first.Time, first.Source, first.Topic));
        Assert.Equal([new("b", "  007 "), new("a", "1.0"), new("__tag__:h", "x")], first.Fields);
        Assert.Equal("1.0", first.GetField("a"));
        Assert.Null(first.GetField("A"));
        Assert.Equal([new("a", "你\"\\\n")], page.Logs[1].Fields);
        Assert.Equal((string.Empty, string.Empty), (page.Logs[1].Source, page.Logs[1].Topic));
    }

    [Fact]
    public async Task A_log_with_nanoseconds_has_them_in_its_time()
    {
        LogPage page = await ReadAsync("""{"meta":{"progress":"Complete","count":2},"data":[{"__time__":"1714979289","__time_ns_part__":"123456789","a":"b"},{"__time__":"1714979289","__time_ns_part__":"1.5"}]}""");

        Assert.Equal((123456789, SignatureInputs.Time.AddTicks(1234567)), (page.Logs[0].Nanosecond, page.Logs[0].Time));
        Assert.Equal([new("a", "b")], page.Logs[0].Fields);
        Assert.Null(page.Logs[1].Nanosecond);
        Assert.Equal([new("__time_ns_part__", "1.5")], page.Logs[1].Fields);
    }

    [Fact]
    public async Task Text_that_cannot_be_decoded_becomes_replacement_characters()
    {
        byte[] body = [.. Encoding.UTF8.GetBytes("""{"meta":{"progress":"Complete"},"data":[{"__time__":"1","a":"x"""), 0xff, .. Encoding.UTF8.GetBytes("""y","b":"\ud800\n\u4f60\\\"\/\t","\udc00k":"v"}]}""")];
        using LogServiceClient client = Log(new FakeHandler().Then(Answers.Bytes(body)));

        LogPage page = await client.GetLogsAsync(s_query);

        Assert.Equal([new("a", "x\uFFFDy"), new("b", "\uFFFD\n你\\\"/\t"), new("\uFFFDk", "v")], page.Logs[0].Fields);
    }

    [Fact]
    public async Task Any_damage_to_a_page_is_a_page_or_a_protocol_error()
    {
        byte[] good = Encoding.UTF8.GetBytes(Page);
        await Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[0, 3]).SampleAsync(async (at, value, kind) =>
        {
            byte[] bytes = kind switch
            {
                0 => good[..at],
                1 => [.. good[..at], .. good[(at + 1)..]],
                2 => [.. good[..at], value, .. good[at..]],
                _ => [.. good[..at], value, .. good[(at + 1)..]],
            };
            using LogServiceClient client = Log(new FakeHandler().Then(Answers.Bytes(bytes)));
            try
            {
                await client.GetLogsAsync(s_query);
            }
            catch (LogServiceException failure)
            {
                Assert.Equal(ErrorKind.Protocol, failure.Kind);
            }
        }, iter: 2000);
    }

    [Fact]
    public async Task Equal_names_and_values_are_one_string()
    {
        LogPage page = await ReadAsync("""{"meta":{"progress":"Complete","count":2},"data":[{"__time__":"1","host":"zone-0","a":"你"},{"__time__":"1","host":"zone-0","a":"你"}]}""");

        Assert.Same(page.Logs[0].Fields[0].Key, page.Logs[1].Fields[0].Key);
        Assert.Same(page.Logs[0].Fields[0].Value, page.Logs[1].Fields[0].Value);
        Assert.Equal("你", page.Logs[1].Fields[1].Value);
    }

    [Fact]
    public async Task A_request_asks_for_LZ4_and_sends_the_range_in_whole_seconds()
    {
        FakeHandler handler = new FakeHandler().Then(Answers.Json(Page));
        using LogServiceClient client = Log(handler);

        await client.GetLogsAsync(s_query with { From = s_query.From.AddMilliseconds(999), To = s_query.To.AddTicks(1), Topic = "t", Offset = 200, Line = 50, Reverse = true, PowerSql = true });

        SentRequest sent = Assert.Single(handler.Sent);
        Assert.Equal(("POST", "/logstores/my-logstore/logs", "lz4", "application/json"), (sent.Method, sent.PathAndQuery, sent.Headers["Accept-Encoding"], sent.Headers["Content-Type"]));
        Assert.Equal("""{"from":1714979289,"to":1714980190,"topic":"t","query":"app-name: todo-list","line":50,"offset":200,"reverse":true,"powerSql":true}""", sent.Text);
    }

    [Theory]
    [InlineData("lz4")]
    [InlineData("zstd")]
    [InlineData("deflate")]
    [InlineData("gzip")]
    public async Task A_compressed_page_is_unpacked(string type)
    {
        using LogServiceClient client = Log(new FakeHandler().Then(Answers.Compressed(type, Encoding.UTF8.GetBytes(Page))));

        Assert.Equal(2, (await client.GetLogsAsync(s_query)).Logs.Count);
    }

    [Fact]
    public async Task An_incomplete_page_says_so()
    {
        LogPage page = await ReadAsync("""{"meta":{"progress":"Incomplete","count":0},"data":[]}""");

        Assert.False(page.IsComplete);
        Assert.Empty(page.Logs);
    }

    [Fact]
    public async Task Rows_of_SQL_keep_every_column_whatever_the_order_of_meta_and_data()
    {
        LogPage page = await ReadAsync("""{"data":[{"n":"3","__time__":"1714979289","__source__":"s","x":null,"y":1.50,"z":true,"o":{"a":[1, 2]}},{"n":"4"}],"meta":{"progress":"Complete","count":2,"hasSQL":true,"keys":["__time__","n"]}}""");

        Assert.True(page.HasSql);
        Assert.Equal([new("n", "3"), new("__time__", "1714979289"), new("__source__", "s"), new("x", "null"), new("y", "1.50"), new("z", "true"), new("o", """{"a":[1, 2]}""")], page.Logs[0].Fields);
        Assert.Equal(SignatureInputs.Time, page.Logs[0].Time);
        Assert.Null(page.Logs[1].Time);
    }

    [Theory]
    [InlineData("""{"meta":{"progress":"Complete"},"data":null,"more":{"x":[1]}}""")]
    [InlineData("""{"more":[{}],"meta":{"progress":"complete","keys":null,"terms":null},"data":[]}""")]
    public async Task Missing_and_unknown_members_are_borne(string json)
    {
        LogPage page = await ReadAsync(json);

        Assert.True(page.IsComplete);
        Assert.Empty(page.Logs);
        Assert.Empty(page.Keys);
    }

    [Theory]
    [InlineData("""{"data":[]}""", "'meta' is missing")]
    [InlineData("""{"meta":{"progress":"Complete"}}""", "'data' is missing")]
    [InlineData("""{"meta":{},"data":[]}""", "progress")]
    [InlineData("""{"meta":{"progress":"Complete"},"data":{}}""", "no list")]
    [InlineData("""{"meta":{"progress":"Complete"},"data":[7]}""", "no object")]
    [InlineData("""{"meta":{"progress":"Complete"},"data":[{"a":"b"}]}""", "__time__ is 'absent'")]
    [InlineData("""{"meta":{"progress":"Complete"},"data":[{"__time__":"noon"}]}""", "__time__ is 'noon'")]
    [InlineData("""{"meta":{"progress":"Complete"},"data":[{"__time__":"17""", "no page of a search")]
    [InlineData("[]", "no page of a search")]
    [InlineData("", "0 bytes")]
    public async Task What_is_no_page_is_a_protocol_error_that_says_why(string json, string part)
    {
        LogServiceException failure = await FailsAsync(() => ReadAsync(json));

        Assert.Equal((ErrorKind.Protocol, Answers.RequestId), (failure.Kind, failure.RequestId));
        Assert.Contains(part, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, 10, 0)]
    [InlineData(101, 10, 0)]
    [InlineData(100, 10, -1)]
    [InlineData(100, 0, 0)]
    [InlineData(100, -10, 0)]
    public async Task A_query_the_service_would_refuse_sends_nothing(int line, int seconds, long offset)
    {
        using LogServiceClient client = Log(new FakeHandler());

        await Assert.ThrowsAnyAsync<ArgumentException>(() => client.GetLogsAsync(s_query with { Line = line, To = s_query.From.AddSeconds(seconds), Offset = offset }));
    }

    [Theory]
    [InlineData("10", 5, "unpacks as lz4 to 5 bytes, not the 10")]
    [InlineData("3", 5, "does not unpack as lz4 to the 3 bytes")]
    [InlineData("x", 5, "raw size is 'x'")]
    [InlineData("-5", 5, "raw size is '-5'")]
    [InlineData(null, 5, "raw size is 'absent'")]
    [InlineData("2000000000", 5, "raw size is '2000000000'")]
    public async Task A_wrong_raw_size_is_a_protocol_error_after_repeats(string? rawSize, int length, string part)
    {
        FakeHandler handler = new();
        for (int i = 0; i < 2; i++)
        {
            handler.Then(_ =>
            {
                HttpResponseMessage answer = Answers.Compressed("lz4", new byte[length]).Without("x-log-bodyrawsize");
                return rawSize is null ? answer : answer.With("x-log-bodyrawsize", rawSize);
            });
        }

        using LogServiceClient client = Log(handler, retry: new RetryPolicy { MaxAttempts = 2 });

        LogServiceException failure = await FailsAsync(() => client.GetLogsAsync(s_query));

        Assert.Equal((ErrorKind.Protocol, 2, 200), (failure.Kind, failure.Attempts, failure.HttpStatus));
        Assert.Contains(part, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_compression_is_a_protocol_error_that_names_it()
    {
        using LogServiceClient client = Log(new FakeHandler().Then(Answers.Bytes([1], ("x-log-compresstype", "snappy"), ("x-log-bodyrawsize", "1"))), retry: RetryPolicy.None);

        Assert.Contains("snappy", (await FailsAsync(() => client.GetLogsAsync(s_query))).Message, StringComparison.Ordinal);
    }

    private static async Task<LogPage> ReadAsync(string json)
    {
        using LogServiceClient client = Log(new FakeHandler().Then(Answers.Json(json)));
        return await client.GetLogsAsync(s_query);
    }
}
