using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Hosting;

public class RequestLogTests
{
    [Fact]
    public void A_failure_is_one_line_whatever_its_text_has()
    {
        StringWriter output = new();
        RequestLog log = new(output, new ManualClock(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero)));
        log.Failure("69A7", new InvalidOperationException("a \"word\" and\r\na \\ line"));
        Assert.Equal(
            "time=2026-03-04T05:06:07.000Z requestid=69A7 failure=\"System.InvalidOperationException: a \\\"word\\\" and\\na \\\\ line\"",
            output.ToString().TrimEnd('\r', '\n'));
    }
}
