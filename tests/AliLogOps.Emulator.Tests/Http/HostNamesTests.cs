using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Tests.Http;

public class HostNamesTests
{
    [Theory]
    [InlineData("my-project.127.0.0.1", "my-project")]
    [InlineData("my-project.127.0.0.1:4711", "my-project")]
    [InlineData("my-project.localhost:80", "my-project")]
    [InlineData("My-Project.cn-hangzhou.log.aliyuncs.com", "my-project")]
    [InlineData("p-1.cn-hangzhou-intranet.log.aliyuncs.com", "p-1")]
    [InlineData("p-1.cn-hangzhou-corp.sls.aliyuncs.com", "p-1")]
    [InlineData("p-1.log-global.aliyuncs.com", "p-1")]
    [InlineData("p-1.sls.localhost", "p-1")]
    [InlineData("127.127.0.0.1", "127")]
    public void The_project_is_the_text_up_to_the_first_dot(string host, string project)
    {
        Assert.Equal(project, HostNames.ProjectOf(host, null));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:4711")]
    [InlineData("[::1]:4711")]
    [InlineData("::1")]
    [InlineData("localhost")]
    [InlineData("localhost:80")]
    [InlineData("emulator:9000")]
    [InlineData("cn-hangzhou.log.aliyuncs.com")]
    [InlineData("cn-hangzhou-intranet.log.aliyuncs.com:80")]
    [InlineData("ap-southeast-1-share.log.aliyuncs.com")]
    [InlineData("cn-hangzhou-corp.sls.aliyuncs.com")]
    [InlineData("log-global.aliyuncs.com")]
    [InlineData("sls.my-lab.test:9000")]
    [InlineData("")]
    public void A_bare_host_names_none(string host)
    {
        Assert.Null(HostNames.ProjectOf(host, "sls.my-lab.test"));
    }

    [Fact]
    public void A_project_of_the_listening_host_is_found()
    {
        Assert.Equal("p-1", HostNames.ProjectOf("p-1.sls.my-lab.test:9000", "sls.my-lab.test"));
    }
}
