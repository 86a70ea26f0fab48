using System.Globalization;
using System.Text;
using System.Text.Json;
using AliLogOps.Emulator.Ecs;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.Coverage;

/// <summary>The page that tells which operations there are, what they read, and which official clients have driven them.</summary>
internal static class CoveragePage
{
    private const string Resource = "exercised.json";

    /// <summary>What the clients call by other names than the service's own list of operations.</summary>
    private static readonly Dictionary<string, string> s_clientNames = new(StringComparer.Ordinal)
    {
        ["PutLogs"] = "PostLogStoreLogs",
        ["MergeShard"] = "SplitShard",
    };

    /// <summary>The page of this program, in Markdown.</summary>
    public static string Write()
    {
        IReadOnlyList<IEmulatorPart> parts = EmulatorParts.Create();
        Surfaces surfaces = Surfaces.Open(new EmulatorOptions(), TimeProvider.System, parts, null);
        using Database database = surfaces.Services.Database;
        string page = Write(surfaces.Operations.Operations, [.. surfaces.Ecs.Operations], ReadExercised());
        foreach (IEmulatorPart part in parts)
        {
            part.StopAsync().AsTask().GetAwaiter().GetResult();
        }
        return page;
    }

    private static string Write(IReadOnlyList<Operation> operations, IReadOnlyList<EcsOperation> ecs, Dictionary<string, SortedSet<string>> exercised)
    {
        StringBuilder page = new();
        page.AppendLine("# What the emulator covers");
        page.AppendLine();
        page.AppendLine("Written by `dotnet run --project src/AliLogOps.Emulator -- --coverage > docs/emulator-coverage.md`; a test fails when it is not current.");
        page.AppendLine("What differs from the service is told in [emulator.md](emulator.md).");
        page.AppendLine();
        page.AppendLine("The last column names the official clients of npm that have driven the operation with success: `tests/conformance`, run with `--write`.");
        page.AppendLine();
        page.AppendLine("## Log Service");
        page.AppendLine();
        Table(page, operations.Where(operation => operation.IsBuilt)
            .GroupBy(operation => operation.Name, StringComparer.Ordinal)
            .Select(group => (group.Key, string.Join("<br>", group.Select(Call).Distinct(StringComparer.Ordinal)))), exercised);
        page.AppendLine();
        page.AppendLine("## ECS and STS");
        page.AppendLine();
        Table(page, ecs.Select(operation => (operation.Name, $"`{operation.Version}`")), exercised);
        page.AppendLine();
        page.AppendLine("## Known by name only");
        page.AppendLine();
        page.AppendLine("These answer 501 `NotImplemented` with their name; any other path or verb answers 405 `InvalidMethod`.");
        page.AppendLine();
        page.AppendLine(string.Join(", ", operations.Where(operation => !operation.IsBuilt).Select(operation => operation.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)) + ".");
        return page.ToString().ReplaceLineEndings("\n");
    }

    private static void Table(StringBuilder page, IEnumerable<(string Name, string Call)> operations, Dictionary<string, SortedSet<string>> exercised)
    {
        page.AppendLine("| operation | request | parameters | clients |");
        page.AppendLine("| --- | --- | --- | --- |");
        foreach ((string name, string call) in operations.OrderBy(operation => operation.Name, StringComparer.Ordinal))
        {
            string clients = string.Join("<br>", exercised.GetValueOrDefault(name, []));
            page.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {call} | {OperationParameters.Of(name)} | {clients} |");
        }
    }

    private static string Call(Operation operation)
    {
        string type = operation.TypeParameter is null ? "" : $"?type={operation.TypeParameter}";
        return $"`{operation.Method} {operation.Path.Text}{type}`{(operation.Host == HostForm.Project ? "" : operation.Host == HostForm.Bare ? " (endpoint)" : " (either host)")}";
    }

    /// <summary>The clients of each operation; none where the judges' list is not at hand.</summary>
    private static Dictionary<string, SortedSet<string>> ReadExercised()
    {
        Dictionary<string, SortedSet<string>> exercised = new(StringComparer.Ordinal);
        using Stream? stream = typeof(CoveragePage).Assembly.GetManifestResourceStream(Resource);
        if (stream is null)
        {
            return exercised;
        }
        using JsonDocument document = JsonDocument.Parse(stream);
        foreach (JsonProperty operation in document.RootElement.EnumerateObject())
        {
            string name = s_clientNames.GetValueOrDefault(operation.Name, operation.Name);
            if (!exercised.TryGetValue(name, out SortedSet<string>? clients))
            {
                exercised.Add(name, clients = new SortedSet<string>(StringComparer.Ordinal));
            }
            clients.UnionWith(operation.Value.EnumerateArray().Select(client => client.GetString()!));
        }
        return exercised;
    }
}
