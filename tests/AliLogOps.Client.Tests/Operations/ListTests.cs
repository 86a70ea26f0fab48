using static AliLogOps.Client.Tests.TestClients;

namespace AliLogOps.Client.Tests;

public class ListTests
{
    [Fact]
    public async Task Lists_follow_all_pages_and_stop_at_the_total()
    {
        FakeHandler handler = new FakeHandler()
            .Then(Answers.Json("""{"count":2,"total":3,"logstores":["a","b"]}"""))
            .Then(Answers.Json("""{"count":1,"total":3,"logstores":["c"]}"""));
        using LogServiceClient client = Log(handler);

        List<string> names = await client.ListLogstoreNamesAsync(Project, "x y").ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["a", "b", "c"], names);
        Assert.Equal(["/logstores?logstoreName=x%20y&offset=0&size=500", "/logstores?logstoreName=x%20y&offset=2&size=500"], handler.Sent.Select(request => request.PathAndQuery));
    }

    [Fact]
    public async Task Lists_end_at_an_empty_page_whatever_the_total_says()
    {
        FakeHandler handler = new FakeHandler().Then(Answers.Json("""{"count":1,"total":9,"configs":["a"]}""")).Then(Answers.Json("""{"count":0,"total":9,"configs":[]}"""));
        using LogServiceClient client = Log(handler);

        Assert.Equal(["a"], await client.ListLogtailConfigNamesAsync(Project, logstoreName: Store).ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal("/configs?logstoreName=my-logstore&offset=0&size=500", handler.Sent[0].PathAndQuery);
    }

    [Fact]
    public async Task The_first_item_is_given_before_the_second_page_is_asked_for()
    {
        FakeHandler handler = new FakeHandler().Then(Answers.Json("""{"count":1,"total":1000,"machinegroups":["a"]}"""));
        using LogServiceClient client = Log(handler);

        await foreach (string name in client.ListMachineGroupNamesAsync(Project))
        {
            Assert.Equal("a", name);
            break;
        }

        Assert.Single(handler.Sent);
    }

    [Fact]
    public async Task Projects_are_listed_on_the_bare_host()
    {
        FakeHandler handler = new FakeHandler().Then(Answers.Json("""{"count":1,"total":1,"projects":[{"projectName":"p-1","description":"d","createTime":"2024-05-06 07:08:09"}]}"""));
        using LogServiceClient client = Log(handler);

        LogProject project = Assert.Single(await client.ListProjectsAsync("p").ToListAsync(TestContext.Current.CancellationToken));

        Assert.Equal(("p-1", "d", SignatureInputs.Time), (project.ProjectName, project.Description, project.CreateTime));
        Assert.Equal(("cn-hangzhou.log.aliyuncs.com", "/?projectName=p&offset=0&size=500"), (handler.Sent[0].Host, handler.Sent[0].PathAndQuery));
    }

    [Fact]
    public async Task Machines_come_with_heartbeat_and_identity()
    {
        FakeHandler handler = new FakeHandler().Then(Answers.Json("""{"count":2,"total":2,"machines":[{"ip":"10.0.0.1","machine-uniqueid":"U","userdefined-id":"web-prod","lastHeartbeatTime":1714979289,"host-id":"i-1","version":"2.1.1"},{"ip":"10.0.0.2","userdefined-id":"","lastHeartbeatTime":0}]}"""));
        using LogServiceClient client = Log(handler);

        List<Machine> machines = await client.ListMachinesAsync(Project, "g1").ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(new Machine { ProjectName = Project, MachineGroupName = "g1", IPAddress = "10.0.0.1", MachineUniqueId = "U", UserDefinedId = "web-prod", LastHeartbeatTime = SignatureInputs.Time, HostId = "i-1", Version = "2.1.1" }, machines[0]);
        Assert.Equal((null, null, null), (machines[1].LastHeartbeatTime, machines[1].HostId, machines[1].Version));
    }

    [Theory]
    [InlineData("""{"count":1,"total":1}""")]
    [InlineData("""{"logstores":"a"}""")]
    public async Task A_list_without_its_items_is_a_protocol_error(string json)
    {
        using LogServiceClient client = Log(new FakeHandler().Then(Answers.Json(json)));

        LogServiceException failure = await FailsAsync(async () => await client.ListLogstoreNamesAsync(Project).ToListAsync(TestContext.Current.CancellationToken));

        Assert.Equal(ErrorKind.Protocol, failure.Kind);
    }
}
