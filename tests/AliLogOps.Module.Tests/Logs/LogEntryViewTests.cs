using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Logs;

public sealed class LogEntryViewTests : IAsyncLifetime
{
    private FakeLogService _service = null!;

    public async ValueTask InitializeAsync() => _service = await FakeLogService.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public void Rows_of_the_web_application_show_time_host_application_and_the_whole_message()
    {
        _service.Stored.Add((Time("2026-11-24 10:06:43"), new()
        {
            ["app-name"] = "todo-list",
            ["hostname"] = "sample-app-ecs-zone-1-dev",
            ["msg"] = " 2018-12-17 10:06:44.111  INFO 705 --- [nio-8080-exec-4] c.a.i.t.controllers.TaskController       : Delete the task with the UUID: 4d3d5eb5-e21b-42f5-9681-fec5b52bf266",
        }));
        _service.Stored.Add((Time("2026-11-24 10:10:00"), new()
        {
            ["app-name"] = "CRON",
            ["hostname"] = "sample-app-certman-ecs-dev",
            ["msg"] = " pam_unix(cron:session): session opened",
        }));

        Assert.Equal(
            """
            Time                Host                       App         Message
            ----                ----                       ---         -------
            2026-11-24 10:10:00 sample-app-certman-ecs-dev CRON        pam_unix(cron:session): session opened
            2026-11-24 10:06:43 sample-app-ecs-zone-1-dev  todo-list   2018-12-17 10:06:44.111  INFO 705 --- [n
                                                                       io-8080-exec-4] c.a.i.t.controllers.Task
                                                                       Controller       : Delete the task with
                                                                       the UUID: 4d3d5eb5-e21b-42f5-9681-fec5b5
                                                                       2bf266
            """,
            Show());
    }

    [Fact]
    public void Logs_without_these_fields_show_their_source_and_all_they_have()
    {
        _service.Stored.Add((Time("2026-11-24 10:06:43"), new() { ["__source__"] = "10.0.0.7", ["level"] = "warn", ["code"] = "503", ["__tag__:__receive_time__"] = "1" }));

        Assert.Equal(
            """
            Time                Host                       App         Message
            ----                ----                       ---         -------
            2026-11-24 10:06:43 10.0.0.7                               level=warn code=503
            """,
            Show());
    }

    [Fact]
    public void What_a_log_holds_does_not_steer_the_terminal()
    {
        _service.Stored.Add((Time("2026-11-24 10:06:43"), new() { ["hostname"] = "web\u001b[31m", ["msg"] = "a\u001b]0;title\u0007b\tc" }));

        var table = Show();

        Assert.DoesNotContain('\u001b', table);
        Assert.DoesNotContain('\u0007', table);
        Assert.Contains("a\u241b]0;title\u2407b    c", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_lines_of_one_message_are_shown_as_lines()
    {
        _service.Stored.Add((Time("2026-11-24 10:06:43"), new() { ["msg"] = "first\n  at second" }));

        var lines = Show().Split('\n');

        Assert.EndsWith(" first", lines[2], StringComparison.Ordinal);
        Assert.EndsWith("   at second", lines[3], StringComparison.Ordinal);
    }

    private static long Time(string local) => new DateTimeOffset(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture)).ToUnixTimeSeconds();

    private string Show()
    {
        using var shell = LogShell.Connect(_service.Endpoint);
        var table = shell.Show("Search-AliLog my-project my-store -Start '2026-11-24 00:00' -End '2026-11-25 00:00'");
        return string.Join('\n', table.Split('\n').Select(line => line.TrimEnd())).Trim('\n');
    }
}
