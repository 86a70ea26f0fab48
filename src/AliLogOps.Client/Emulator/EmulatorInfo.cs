using System.Text.Json;

namespace AliLogOps.Client;

/// <summary>What a started emulator says of itself: where it listens and the key pair minted for this run.</summary>
public sealed record EmulatorInfo
{
    /// <summary>Where it listens.</summary>
    public required LogServiceEndpoint Endpoint { get; init; }

    /// <summary>The key pair of this run.</summary>
    public required AccessKeyCredential Credential { get; init; }

    /// <summary>Id of its process.</summary>
    public int ProcessId { get; init; }

    /// <summary>Its version.</summary>
    public string Version { get; init; } = string.Empty;

    /// <summary>Token of its control interface.</summary>
    internal string ControlToken { get; init; } = string.Empty;

    /// <summary>Reads the line an emulator prints when it is ready (its option <c>--output json</c>).</summary>
    /// <param name="line">The line.</param>
    /// <exception cref="FormatException">The line is no such line.</exception>
    public static EmulatorInfo Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement json = document.RootElement;
            return new EmulatorInfo
            {
                Endpoint = LogServiceEndpoint.Parse(Need(json, "endpoint"), Need(json, "region")),
                Credential = new AccessKeyCredential(Need(json, "accessKeyId"), Need(json, "accessKeySecret")),
                ControlToken = Need(json, "controlToken"),
                ProcessId = json.GetInt("processId") ?? 0,
                Version = json.GetText("version") ?? string.Empty,
            };
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            // the line holds secrets, so it is not quoted
            throw new FormatException("The emulator's ready line cannot be understood: " + fault.Message, fault);
        }
    }

    /// <summary>The secret of the run's key pair in clear, for other tools that are pointed at the emulator. It is worth nothing elsewhere.</summary>
    public string RevealAccessKeySecret() => Credential.AccessKeySecret;

    /// <summary>Endpoint and process; no secret.</summary>
    public override string ToString() => $"{Endpoint}, process {ProcessId}";

    private static string Need(JsonElement json, string member) =>
        json.GetText(member) ?? throw new JsonException($"the member '{member}' is missing");
}
