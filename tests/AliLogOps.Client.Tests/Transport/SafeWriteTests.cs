using static AliLogOps.Client.Tests.TestClients;

namespace AliLogOps.Client.Tests;

public class SafeWriteTests
{
    private static readonly HttpRequestException s_reset = new("reset", new IOException("connection reset"));

    [Fact]
    public async Task A_creation_whose_answer_was_lost_is_not_reported_as_a_taken_name()
    {
        FakeHandler handler = new FakeHandler()
            .ThenThrow(s_reset)
            .Then(Answers.Error(400, "LogStoreAlreadyExist"))
            .Then(Answers.Json("""{"logstoreName":"my-logstore","ttl":30,"shardCount":2,"createTime":1714979289}"""));
        using LogServiceClient client = Log(handler);

        await client.CreateLogstoreAsync(new Logstore { ProjectName = Project, LogstoreName = Store });

        Assert.Equal(["POST", "POST", "GET"], handler.Sent.Select(request => request.Method));
    }

    [Fact]
    public async Task A_creation_of_something_older_is_reported_even_after_a_lost_answer()
    {
        FakeHandler handler = new FakeHandler()
            .Then(Answers.Error(500, "InternalServerError"))
            .Then(Answers.Error(400, "LogStoreAlreadyExist"))
            .Then(Answers.Json("""{"logstoreName":"my-logstore","ttl":7,"shardCount":2,"createTime":1714970000}"""));
        using LogServiceClient client = Log(handler);

        LogServiceException failure = await FailsAsync(() => client.CreateLogstoreAsync(new Logstore { ProjectName = Project, LogstoreName = Store }));

        Assert.Equal((ErrorKind.AlreadyExists, "LogStoreAlreadyExist"), (failure.Kind, failure.ErrorCode));
    }

    [Fact]
    public async Task A_taken_name_is_reported_when_no_answer_was_lost()
    {
        FakeHandler handler = new FakeHandler().Then(Answers.Error(403, "WriteQuotaExceed")).Then(Answers.Error(400, "ProjectAlreadyExist"));
        using LogServiceClient client = Log(handler);

        LogServiceException failure = await FailsAsync(() => client.CreateProjectAsync(Project, "d"));

        Assert.Equal((ErrorKind.AlreadyExists, 2), (failure.Kind, failure.Attempts));
        Assert.Equal(2, handler.Sent.Count);
    }

    [Fact]
    public async Task A_name_of_another_account_is_reported_as_taken_after_a_lost_answer()
    {
        FakeHandler handler = new FakeHandler()
            .ThenThrow(s_reset)
            .Then(Answers.Error(400, "ProjectAlreadyExist"))
            .Then(Answers.Error(401, "Unauthorized", "The project does not belong to you."));
        using LogServiceClient client = Log(handler);

        LogServiceException failure = await FailsAsync(() => client.CreateProjectAsync(Project, "d"));

        Assert.Equal(ErrorKind.AlreadyExists, failure.Kind);
    }

    [Fact]
    public async Task A_clock_that_is_wrong_does_not_spoil_the_judgement()
    {
        // this machine is ten minutes ahead of the service
        FakeClock clock = new(SignatureInputs.Time.AddMinutes(10));
        FakeHandler handler = new FakeHandler()
            .ThenThrow(s_reset)
            .Then(Answers.Error(400, "LogStoreAlreadyExist"))
            .Then(Answers.Json("""{"logstoreName":"my-logstore","createTime":1714979290}"""));
        using LogServiceClient client = Log(handler, clock);

        await client.CreateLogstoreAsync(new Logstore { ProjectName = Project, LogstoreName = Store });

        Assert.Equal(3, handler.Sent.Count);
    }

    [Theory]
    [InlineData("project", "ProjectNotExist")]
    [InlineData("logstore", "LogstoreNotExist")]
    [InlineData("index", "ParameterInvalid")]
    [InlineData("group", "GroupNotExist")]
    [InlineData("config", "ConfigNotExist")]
    public async Task A_removal_whose_answer_was_lost_is_not_reported_as_missing(string what, string code)
    {
        FakeHandler handler = new FakeHandler().ThenThrow(s_reset).Then(Answers.Error(404, code, "log store index is not created"));
        using LogServiceClient client = Log(handler);

        await Remove(client, what);

        Assert.Equal(2, handler.Sent.Count);
    }

    [Theory]
    [InlineData("project", "ProjectNotExist", MissingResource.Project)]
    [InlineData("logstore", "LogStoreNotExist", MissingResource.Logstore)]
    [InlineData("index", "ParameterInvalid", MissingResource.Index)]
    [InlineData("group", "MachineGroupNotExist", MissingResource.MachineGroup)]
    [InlineData("config", "ConfigNotExist", MissingResource.LogtailConfig)]
    public async Task A_removal_of_what_is_not_there_is_reported(string what, string code, MissingResource missing)
    {
        FakeHandler handler = new FakeHandler().Then(Answers.Error(404, code, "log store index is not created"));
        using LogServiceClient client = Log(handler);

        LogServiceException failure = await FailsAsync(() => Remove(client, what));

        Assert.Equal((ErrorKind.NotFound, missing), (failure.Kind, failure.MissingResource));
    }

    [Fact]
    public async Task A_removal_reports_a_missing_parent_even_after_a_lost_answer()
    {
        FakeHandler handler = new FakeHandler().ThenThrow(s_reset).Then(Answers.Error(404, "ProjectNotExist"));
        using LogServiceClient client = Log(handler);

        LogServiceException failure = await FailsAsync(() => client.DeleteLogstoreAsync(Project, Store));

        Assert.Equal(MissingResource.Project, failure.MissingResource);
    }

    [Fact]
    public async Task Log_data_is_sent_again_after_a_lost_answer()
    {
        FakeHandler handler = new FakeHandler().ThenThrow(s_reset).Then(Answers.Ok());
        using LogServiceClient client = Log(handler);

        await client.PutLogsAsync(Project, Store, new LogGroup { Logs = [new LogItem { UnixTime = 1, Contents = [new("k", "v")] }] });

        Assert.Equal(handler.Sent[0].Body, handler.Sent[1].Body);
    }

    private static Task Remove(LogServiceClient client, string what) => what switch
    {
        "project" => client.DeleteProjectAsync(Project),
        "logstore" => client.DeleteLogstoreAsync(Project, Store),
        "index" => client.DeleteIndexAsync(Project, Store),
        "group" => client.DeleteMachineGroupAsync(Project, "g1"),
        _ => client.DeleteLogtailConfigAsync(Project, "c1"),
    };
}
