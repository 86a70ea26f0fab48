using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace AliLogOps.Emulator.Hosting;

/// <summary>A bad option; the message names the value, the rule and the remedy.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>What the command line asks for.</summary>
internal enum CommandLineAction
{
    Run,
    Help,
    Version,
    Coverage,
    Check,
}

/// <summary>Reads the options of the emulator's command line.</summary>
internal static partial class CommandLine
{
    public const string Help = """
        AliLogOps.Emulator: a local Alibaba Cloud Log Service (SLS), with the parts of ECS and STS around it, for tests.

        Usage: AliLogOps.Emulator [options]

          --listen HOST:PORT   Address to listen on, default 127.0.0.1:0; port 0 takes a free one.
                               Anything but a loopback address opens the emulator to the network.
          --region REGION      Region it plays, default cn-hangzhou.
          --data-path DIR      Folder for durable data; without it everything is kept in memory.
          --seed-file FILE     JSON with the initial state: projects, instances, agents; see docs/emulator.md.
          --fault-file FILE    JSON with faults, clock and delays to start with; see docs/emulator.md.
          --owner-pid N        Ends as soon as process N has ended.
          --output text|json   Form of the line printed when it is ready, default text.
          --log                One line per request on stderr.
          --check ENDPOINT     Asks the emulator at http://HOST:PORT whether it is well, and ends with 0 or 4.
          --coverage           Prints which operations there are, in Markdown, and ends.
          --help, -h           This text.
          --version            The version.

        When it is ready it prints its endpoint, a key pair that is valid for this run only, and the token of its
        control API (/_emulator/…). The variables ALILOG_EMULATOR_ACCESS_KEY_ID, ALILOG_EMULATOR_ACCESS_KEY_SECRET and
        ALILOG_EMULATOR_CONTROL_TOKEN choose them instead. It ends on SIGTERM, Ctrl+C or POST /_emulator/stop.

        Exit codes: 0 ended as asked, 2 bad option or unusable data path, 3 cannot listen,
        4 the emulator that was asked for is not well, 5 a seed or fault file that cannot be used.
        """;

    private static readonly HashSet<string> s_flags = new(StringComparer.Ordinal) { "--help", "--coverage", "--version", "--log" };

    /// <exception cref="UsageException">An unknown option, a missing or a bad value.</exception>
    public static (CommandLineAction Action, EmulatorOptions Options) Parse(IReadOnlyList<string> arguments)
    {
        EmulatorOptions options = new();
        for (int i = 0; i < arguments.Count; i++)
        {
            string name = arguments[i];
            string? inline = null;
            int equals = name.IndexOf('=', StringComparison.Ordinal);
            if (name.StartsWith("--", StringComparison.Ordinal) && equals > 0)
            {
                inline = name[(equals + 1)..];
                name = name[..equals];
            }
            string Value()
            {
                if (inline is not null)
                {
                    return inline;
                }
                return ++i < arguments.Count ? arguments[i] : throw new UsageException($"Option {name} needs a value. See --help.");
            }
            if (inline is not null && s_flags.Contains(name))
            {
                throw new UsageException($"Option {name} takes no value: it is '{inline}'. Leave the value out. See --help.");
            }
            switch (name)
            {
                case "--help" or "-h":
                    return (CommandLineAction.Help, options);
                case "--check":
                    return (CommandLineAction.Check, options with { Check = ParseEndpoint(Value()) });
                case "--coverage":
                    return (CommandLineAction.Coverage, options);
                case "--version":
                    return (CommandLineAction.Version, options);
                case "--listen":
                    (IPEndPoint endPoint, string? host) = ParseListen(Value());
                    options = options with { Listen = endPoint, ListenHost = host };
                    break;
                case "--region":
                    options = options with { Region = ParseRegion(Value()) };
                    break;
                case "--data-path":
                    options = options with { DataPath = ParseDataPath(Value()) };
                    break;
                case "--seed-file":
                    options = options with { SeedFile = ParseFile("--seed-file", Value()) };
                    break;
                case "--fault-file":
                    options = options with { FaultFile = ParseFile("--fault-file", Value()) };
                    break;
                case "--owner-pid":
                    options = options with { OwnerProcessId = ParseProcessId(Value()) };
                    break;
                case "--output":
                    options = options with { Output = ParseOutput(Value()) };
                    break;
                case "--log":
                    options = options with { Log = true };
                    break;
                default:
                    throw new UsageException($"Unknown option '{arguments[i]}'. See --help.");
            }
        }
        return (CommandLineAction.Run, options);
    }

    private static (IPEndPoint EndPoint, string? Host) ParseListen(string value)
    {
        int colon = value.LastIndexOf(':');
        string host = colon < 0 ? "" : value[..colon].Trim('[', ']');
        if (colon < 0 || !ushort.TryParse(value[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
        {
            throw new UsageException($"Option --listen is '{value}': it must be HOST:PORT with a port from 0 to 65535, for example 127.0.0.1:0.");
        }
        if (IPAddress.TryParse(host, out IPAddress? address))
        {
            return (new IPEndPoint(address, port), null);
        }
        try
        {
            IPAddress[] found = Dns.GetHostAddresses(host);
            IPAddress best = found.FirstOrDefault(candidate => candidate.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork) ?? found[0];
            return (new IPEndPoint(best, port), host);
        }
        catch (Exception e) when (e is System.Net.Sockets.SocketException or ArgumentException or IndexOutOfRangeException)
        {
            throw new UsageException($"Option --listen is '{value}': the host '{host}' is no address and cannot be resolved. Give an address such as 127.0.0.1.");
        }
    }

    private static string ParseRegion(string value)
    {
        return RegionPattern().IsMatch(value)
            ? value
            : throw new UsageException($"Option --region is '{value}': a region is two letters and parts joined by hyphens, for example cn-hangzhou.");
    }

    private static string ParseDataPath(string value)
    {
        return value.Trim().Length > 0
            ? value
            : throw new UsageException("Option --data-path is empty: give a folder, or leave the option out to keep everything in memory.");
    }

    private static Uri ParseEndpoint(string value)
    {
        return Uri.TryCreate(value, UriKind.Absolute, out Uri? endpoint) && endpoint.Scheme == Uri.UriSchemeHttp
            ? endpoint
            : throw new UsageException($"Option --check is '{value}': it must be an endpoint such as http://127.0.0.1:8080.");
    }

    private static string ParseFile(string option, string value)
    {
        return value.Trim().Length > 0 ? value : throw new UsageException($"Option {option} is empty: give the path of a JSON file.");
    }

    private static int ParseProcessId(string value)
    {
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int id) && id > 0
            ? id
            : throw new UsageException($"Option --owner-pid is '{value}': it must be the id of a process, a positive integer.");
    }

    private static OutputFormat ParseOutput(string value)
    {
        return value switch
        {
            "text" => OutputFormat.Text,
            "json" => OutputFormat.Json,
            _ => throw new UsageException($"Option --output is '{value}': it must be text or json."),
        };
    }

    [GeneratedRegex("^[a-z]{2,4}(-[a-z0-9]+)+$")]
    private static partial Regex RegionPattern();
}
