using System.Net;
using System.Text.Json;
using AliLogOps.Emulator.Agents;

namespace AliLogOps.Emulator.Tests.Agents;

public sealed class AgentSettingsReaderTests
{
    private static readonly AgentSettings s_start = new() { HostName = "web-1", IpAddress = "10.0.0.1", MachineUniqueId = "A-1" };

    [Fact]
    public void All_settings_are_read()
    {
        AgentSettings settings = Apply("""
            {"hostName":"web-2","ipAddress":"10.0.0.2","identifiers":["id-1"," id 2 "],"machineUniqueId":"B-2","streamlogAddress":"127.0.0.1",
             "streamlogPort":11111,"streamlogOpen":false,"streamlogFormats":[{"version":"2.1","fields":["level","method"]},{"version":"0.1","fields":[]}],
             "heartbeatSeconds":5,"pollSeconds":0.25,"batchSeconds":0,"retrySeconds":1.5,"discardOlderThanSeconds":43200}
            """);
        Assert.Equal(("web-2", "10.0.0.2", "B-2"), (settings.HostName, settings.IpAddress, settings.MachineUniqueId));
        Assert.Equal(["id-1", " id 2 "], settings.Identifiers);
        Assert.Equal((IPAddress.Loopback, 11111, false), (settings.StreamlogAddress, settings.StreamlogPort, settings.StreamlogOpen));
        Assert.Equal(["0.1", "2.1"], settings.Formats.Formats.Select(format => format.Version));
        Assert.Contains("'0.1' is reserved", Assert.Single(settings.Formats.Warnings), StringComparison.Ordinal);
        Assert.Equal(["2.1", "0.1"], settings.UserFormats.Select(format => format.Version));
        Assert.Equal(
            [5, 0.25, 0, 1.5, 43200],
            new[] { settings.Heartbeat, settings.Poll, settings.Batch, settings.Retry, settings.DiscardOlderThan }.Select(time => time.TotalSeconds));
    }

    [Fact]
    public void Members_left_out_or_null_keep_what_was_set()
    {
        Assert.Equal(s_start, Apply("{}"));
        Assert.Equal(s_start, Apply("""{"ipAddress":null,"identifiers":null,"streamlogPort":null}"""));
    }

    [Fact]
    public void An_empty_listen_address_means_every_address_as_in_the_agent()
    {
        Assert.Equal(IPAddress.Any, Apply("""{"streamlogAddress":""}""").StreamlogAddress);
    }

    [Theory]
    [InlineData("""{"hostname":"x"}""", "'hostname' is no setting of an agent")]
    [InlineData("""{"hostName":""}""", "hostName cannot be \"\"")]
    [InlineData("""{"hostName":"a b"}""", "without blanks and slashes")]
    [InlineData("""{"hostName":"a/b"}""", "without blanks and slashes")]
    [InlineData("""{"hostName":7}""", "hostName cannot be 7")]
    [InlineData("""{"ipAddress":"web-1"}""", "ipAddress cannot be \"web-1\": give an IP address")]
    [InlineData("""{"identifiers":"id-1"}""", "identifiers cannot be \"id-1\": give a list")]
    [InlineData("""{"identifiers":[""]}""", "identifiers cannot be \"\"")]
    [InlineData("""{"identifiers":["a\nb"]}""", "on one line")]
    [InlineData("""{"streamlogAddress":"::1"}""", "give an IPv4 address")]
    [InlineData("""{"streamlogAddress":"localhost"}""", "streamlogAddress cannot be \"localhost\"")]
    [InlineData("""{"streamlogPort":"11111"}""", "streamlogPort cannot be \"11111\": give a whole number from 0 to 65535")]
    [InlineData("""{"streamlogPort":65536}""", "streamlogPort cannot be 65536")]
    [InlineData("""{"streamlogPort":1.5}""", "streamlogPort cannot be 1.5")]
    [InlineData("""{"streamlogOpen":"true"}""", "streamlogOpen cannot be \"true\": give true or false, without quotes")]
    [InlineData("""{"heartbeatSeconds":0}""", "heartbeatSeconds cannot be 0: give a number of seconds from 0.01 to 86400")]
    [InlineData("""{"batchSeconds":-1}""", "batchSeconds cannot be -1")]
    [InlineData("""{"pollSeconds":"1"}""", "pollSeconds cannot be \"1\"")]
    [InlineData("""{"streamlogFormats":{}}""", "streamlogFormats cannot be {}: give a list")]
    [InlineData("""{"streamlogFormats":[{"version":2.1,"fields":[]}]}""", "give each format as")]
    [InlineData("""{"streamlogFormats":[{"version":"2.1","fields":["msg"]}]}""", "'msg' of stream log version '2.1' is reserved")]
    [InlineData("""{"streamlogFormats":[{"version":"2.1","fields":[7]}]}""", "give each format as")]
    [InlineData("""{"hostName":"\ud800"}""", "hostName cannot be \"\\ud800\"")]
    [InlineData("""{"identifiers":["\ud800"]}""", "identifiers cannot be \"\\ud800\"")]
    [InlineData("[]", "must be a JSON object")]
    public void A_wrong_value_is_refused_with_its_name_the_rule_and_a_remedy(string body, string text)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Apply(body));
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    public void A_missing_host_name_is_said(string body)
    {
        using JsonDocument document = JsonDocument.Parse(body);
        ArgumentException error = Assert.Throws<ArgumentException>(() => AgentSettingsReader.ReadHostName(document.RootElement, null));
        Assert.Contains("hostName is missing", error.Message, StringComparison.Ordinal);
    }

    private static AgentSettings Apply(string body)
    {
        using JsonDocument document = JsonDocument.Parse(body);
        return AgentSettingsReader.Apply(s_start, document.RootElement);
    }
}
