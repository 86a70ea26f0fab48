using System.Text.Json;

namespace AliLogOps.Emulator.Tests.Agents;

/// <summary>
/// Lines captured from a real rsyslogd, with the reading that is expected. The file lies beside the repository, in its parent's
/// folder <c>shared</c>.
/// </summary>
internal static class WireSamples
{
    /// <summary>The file, or null where it is not laid out.</summary>
    public static string? FilePath { get; } = Locate();

    /// <summary>The samples that have an expectation.</summary>
    public static IReadOnlyList<WireSample> Load() =>
        FilePath is null ? [] : [.. File.ReadLines(FilePath).Select(Read).OfType<WireSample>()];

    private static string? Locate()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AliLogOps.slnx")))
        {
            folder = folder.Parent;
        }

        // A worktree may lie one level deeper than the repository itself.
        for (DirectoryInfo? parent = folder?.Parent; parent is not null; parent = parent.Parent)
        {
            string path = Path.Combine(parent.FullName, "shared", "reference", "rsyslog-wire-samples.jsonl");
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    private static WireSample? Read(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement root = document.RootElement;
        if (!root.TryGetProperty("expect", out JsonElement expect))
        {
            return null;
        }

        byte[] wire = root.TryGetProperty("wire_hex", out JsonElement hex)
            ? Convert.FromHexString(hex.GetString()!)
            : LineText.Utf8(root.GetProperty("wire").GetString()!);
        return new WireSample(root.GetProperty("id").GetString()!, wire, root.GetProperty("bytes").GetInt32(), [.. expect.EnumerateArray().Select(ReadExpectation)]);
    }

    private static WireExpectation ReadExpectation(JsonElement expect)
    {
        if (expect.TryGetProperty("malformed", out JsonElement malformed))
        {
            return new WireExpectation { Malformed = malformed.GetString() };
        }

        JsonElement message = expect.GetProperty("msg");
        bool cut = message.ValueKind == JsonValueKind.Object;
        return new WireExpectation
        {
            Version = expect.GetProperty("version").GetString()!,
            Tag = expect.GetProperty("tag").GetString()!,
            Time = expect.GetProperty("time").GetUInt32(),
            Ip = expect.GetProperty("ip").GetString()!,
            Fields = [.. expect.GetProperty("fields").EnumerateObject().Select(field => new KeyValuePair<string, string>(field.Name, field.Value.GetString()!))],
            MessageStart = cut ? message.GetProperty("head").GetString()! : message.GetString()!,
            MessageBytes = cut ? message.GetProperty("bytes").GetInt32() : null,
        };
    }
}

/// <summary>One capture.</summary>
internal sealed record WireSample(string Id, byte[] Wire, int Bytes, IReadOnlyList<WireExpectation> Expect)
{
    public override string ToString() => Id;
}

/// <summary>How one line of a capture reads.</summary>
internal sealed record WireExpectation
{
    /// <summary>The line that is none.</summary>
    public string? Malformed { get; init; }

    public string Version { get; init; } = "";

    public string Tag { get; init; } = "";

    public uint Time { get; init; }

    public string Ip { get; init; } = "";

    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; init; } = [];

    /// <summary>The message; its start only when <see cref="MessageBytes"/> is set.</summary>
    public string MessageStart { get; init; } = "";

    /// <summary>The length of a message that is too long to repeat.</summary>
    public int? MessageBytes { get; init; }
}
