using System.Net;
using AliLogOps.Emulator.Hosting;

namespace AliLogOps.Emulator.Tests.Hosting;

public class CommandLineTests
{
    [Fact]
    public void Without_options_it_listens_on_a_free_port_of_the_loopback()
    {
        (CommandLineAction action, EmulatorOptions options) = CommandLine.Parse([]);
        Assert.Equal(CommandLineAction.Run, action);
        Assert.Equal(new EmulatorOptions(), options);
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 0), options.Listen);
        Assert.Equal("cn-hangzhou", options.Region);
        Assert.Null(options.DataPath);
    }

    [Fact]
    public void All_options_are_read_in_both_spellings()
    {
        EmulatorOptions options = CommandLine.Parse(["--listen", "0.0.0.0:9000", "--region=ap-southeast-1", "--data-path", "d=1", "--owner-pid=12", "--output", "json", "--log", "--seed-file=s.json", "--fault-file", "f.json"]).Options;
        Assert.Equal(new IPEndPoint(IPAddress.Any, 9000), options.Listen);
        Assert.Equal(("s.json", "f.json"), (options.SeedFile, options.FaultFile));
        Assert.Equal(("ap-southeast-1", "d=1", 12, OutputFormat.Json, true), (options.Region, options.DataPath, options.OwnerProcessId, options.Output, options.Log));
    }

    [Theory]
    [InlineData("[::1]:0", "::1")]
    [InlineData("127.0.0.2:80", "127.0.0.2")]
    public void An_address_is_taken_as_it_is(string listen, string address)
    {
        EmulatorOptions options = CommandLine.Parse(["--listen", listen]).Options;
        Assert.Equal(IPAddress.Parse(address), options.Listen.Address);
        Assert.Null(options.ListenHost);
    }

    [Fact]
    public void A_name_is_resolved_and_kept_as_a_bare_host()
    {
        EmulatorOptions options = CommandLine.Parse(["--listen", "localhost:0"]).Options;
        Assert.True(IPAddress.IsLoopback(options.Listen.Address));
        Assert.Equal("localhost", options.ListenHost);
    }

    [Theory]
    [InlineData("--help", "Help")]
    [InlineData("-h", "Help")]
    [InlineData("--version", "Version")]
    [InlineData("--coverage", "Coverage")]
    public void Help_and_version_win(string option, string action)
    {
        Assert.Equal(Enum.Parse<CommandLineAction>(action), CommandLine.Parse(["--log", option]).Action);
    }

    [Theory]
    [InlineData("--what", null)]
    [InlineData("--seed-file", "")]
    [InlineData("--fault-file", null)]
    [InlineData("--check", "https://127.0.0.1")]
    [InlineData("--check", "8080")]
    [InlineData("file", null)]
    [InlineData("--listen", null)]
    [InlineData("--listen", "9000")]
    [InlineData("--listen", "127.0.0.1:65536")]
    [InlineData("--listen", "127.0.0.1:x")]
    [InlineData("--listen", "no.such.host.invalid:1")]
    [InlineData("--region", "Hangzhou")]
    [InlineData("--region", "")]
    [InlineData("--data-path", " ")]
    [InlineData("--owner-pid", "-1")]
    [InlineData("--owner-pid", "me")]
    [InlineData("--output", "xml")]
    [InlineData("--log=yes", null)]
    public void A_bad_option_is_named_with_its_rule(string option, string? value)
    {
        string[] arguments = value is null ? [option] : [option, value];
        string message = Assert.Throws<UsageException>(() => CommandLine.Parse(arguments)).Message;
        Assert.Contains(option.Split('=')[0], message, StringComparison.Ordinal);
        if (!string.IsNullOrWhiteSpace(value))
        {
            Assert.Contains(value, message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Help_names_every_option()
    {
        foreach (string option in (string[])["--listen", "--region", "--data-path", "--owner-pid", "--output", "--log", "--help", "--version"])
        {
            Assert.Contains(option, CommandLine.Help, StringComparison.Ordinal);
        }
    }
}
