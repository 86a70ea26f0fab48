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

    private static string Write(IReadOnlyList<Operation> operations, IReadOnlyList<EcsOperation> ecs, SortedDictionary<string, HashSet<string>> exercised)
    {
        StringBuilder page = new();
        page.AppendLine("# What the emulator covers");
        page.AppendLine();
        page.AppendLine("Written by `dotnet run --project src/AliLogOps.Emulator -- --coverage > docs/emulator-coverage.md`; a test fails when it is not current.");
        page.AppendLine("What differs from the service is told in [emulator.md](emulator.md).");
        page.AppendLine();
        List<string> clients = [.. exercised.Keys];
        for (int i = 0; i < clients.Count; i++)
        {
            page.AppendLine(CultureInfo.InvariantCulture, $"- client {i + 1}: {clients[i]}");
        }
        page.AppendLine();
        page.AppendLine("The clients are the official ones, of npm and for Python, driven by `tests/conformance`; a number in the last column means that the client has driven the operation with success.");
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

    private static void Table(StringBuilder page, IEnumerable<(string Name, string Call)> operations, SortedDictionary<string, HashSet<string>> exercised)
    {
        page.AppendLine("| operation | request | parameters | clients |");
        page.AppendLine("| --- | --- | --- | --- |");
        foreach ((string name, string call) in operations.OrderBy(operation => operation.Name, StringComparer.Ordinal))
        {
            string clients = string.Join(", ", exercised.Values.Select((driven, i) => driven.Contains(name) ? i + 1 : 0).Where(number => number > 0));
            page.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {call} | {OperationParameters.Of(name)} | {clients} |");
        }
    }

    private static string Call(Operation operation)
    {
        string type = operation.TypeParameter is null ? "" : $"?type={operation.TypeParameter}";
        return $"`{operation.Method} {operation.Path.Text}{type}`{(operation.Host == HostForm.Project ? "" : operation.Host == HostForm.Bare ? " (endpoint)" : " (either host)")}";
    }

    private static SortedDictionary<string, HashSet<string>> ReadExercised()
    {
        using Stream stream = typeof(CoveragePage).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing.");
        using JsonDocument document = JsonDocument.Parse(stream);
        SortedDictionary<string, HashSet<string>> exercised = new(StringComparer.Ordinal);
        foreach (JsonProperty client in document.RootElement.EnumerateObject())
        {
            exercised.Add(client.Name, [.. client.Value.EnumerateArray().Select(name => name.GetString()!)]);
        }
        return exercised;
    }
}
