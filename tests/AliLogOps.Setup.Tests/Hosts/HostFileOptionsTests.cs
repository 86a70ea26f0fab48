using AliLogOps.Setup.Hosts;

namespace AliLogOps.Setup.Tests.Hosts;

public class HostFileOptionsTests
{
    public static TheoryData<HostFileOptions, string> Mistakes { get; } = new()
    {
        { new() { Identifiers = [] }, "at least one identifier" },
        { new() { Identifiers = ["logtail-id-dev "] }, "logtail-id-dev " },
        { new() { Identifiers = ["id\r"] }, "byte for byte" },
        { new() { Identifiers = ["id"], Tag = "sys tag" }, "sys tag" },
        { new() { Identifiers = ["id"], Port = 0 }, "1 to 65535" },
        { new() { Identifiers = ["id"], Address = "localhost" }, "127.0.0.1" },
        { new() { Identifiers = ["id"], Address = "::1" }, "IPv4" },
        { new() { Identifiers = ["id"], MaxMessageSizeKiB = 20480 }, "10240" },
        { new() { Identifiers = ["id"], QueueDiskSpace = "much" }, "1g" },
        { new() { Identifiers = ["id"], AccountId = "ram-user" }, "digits" },
        { new() { Identifiers = ["id"], Applications = ["todo list"] }, "todo-list.service" },
        { new() { Identifiers = ["id"], Structured = new("1.1", []) }, "reserved" },
        { new() { Identifiers = ["id"], Structured = new("2.1", [new("msg", "x", 1)]) }, "msg" },
        { new() { Identifiers = ["id"], Structured = new("2.1", [new("a", "x", 1), new("a", "y", 1)]) }, "twice" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_named_with_its_rule(HostFileOptions options, string expected)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => HostFileSet.Create(options));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }
}
