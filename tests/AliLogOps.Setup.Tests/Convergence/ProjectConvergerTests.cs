using AliLogOps.Client;
using AliLogOps.Setup.Tests.Fakes;

namespace AliLogOps.Setup.Tests.Convergence;

public sealed class ProjectConvergerTests
{
    private const string Existing = """{"projectName":"my-project","description":"d","region":"cn-hangzhou","status":"Normal","owner":"1","createTime":"1714979289","lastModifyTime":"1714979289"}""";

    [Fact]
    public async Task A_missing_project_is_created()
    {
        var service = new FakeService();
        var plan = await ProjectConverger.PlanAsync(service.Client, new ProjectSpec { ProjectName = "my-project", Description = "new" }, TestContext.Current.CancellationToken);
        Assert.Equal(ResourceChange.Created, plan.Change);
        Assert.Equal("Create", plan.Action);
        Assert.Empty(service.Writes);
        await plan.ApplyAsync(TestContext.Current.CancellationToken);
        Assert.Equal("POST /", service.Written.Request);
        Assert.Equal("new", (string?)service.Written.Json["description"]);
    }

    [Fact]
    public async Task A_different_description_is_changed_in_place()
    {
        var service = new FakeService().Has("/", Existing);
        var plan = await ProjectConverger.PlanAsync(service.Client, new ProjectSpec { ProjectName = "my-project", Description = "new" }, TestContext.Current.CancellationToken);
        Assert.Equal("Update: description d → new", plan.Action);
        await plan.ApplyAsync(TestContext.Current.CancellationToken);
        Assert.Equal("PUT /", service.Written.Request);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("d")]
    public async Task What_is_equal_or_not_asked_for_is_left_alone(string? description)
    {
        var service = new FakeService().Has("/", Existing);
        var plan = await ProjectConverger.PlanAsync(service.Client, new ProjectSpec { ProjectName = "my-project", Description = description }, TestContext.Current.CancellationToken);
        Assert.Equal(ResourceChange.Unchanged, plan.Change);
        Assert.Same(plan.Actual, await plan.ApplyAsync(TestContext.Current.CancellationToken));
        Assert.Empty(service.Writes);
    }

    [Theory]
    [InlineData(401, "Unauthorized")]
    [InlineData(403, "ProjectForbidden")]
    [InlineData(404, "LogStoreNotExist")]
    [InlineData(500, "InternalServerError")]
    public async Task No_other_error_than_the_projects_own_not_found_means_that_it_is_missing(int status, string code)
    {
        var service = new FakeService().Refuses("GET /", status, code);
        var problem = await Assert.ThrowsAsync<LogServiceException>(() => ProjectConverger.PlanAsync(service.Client, new ProjectSpec { ProjectName = "my-project" }, TestContext.Current.CancellationToken));
        Assert.Equal(code, problem.ErrorCode);
        Assert.Empty(service.Writes);
    }
}
