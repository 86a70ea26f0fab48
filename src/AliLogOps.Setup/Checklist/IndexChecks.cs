using System.Globalization;
using AliLogOps.Client;

namespace AliLogOps.Setup.Checklist;

/// <summary>The indexes: without one nothing is found, although everything is there.</summary>
internal static class IndexChecks
{
    public const string Exists = "index.exists";

    public static IReadOnlyList<SetupCheck> All { get; } =
    [
        new(Exists, "Logstores have an index",
            "Without an index logs are stored and can be previewed, but no search finds them.",
            "Create it with Set-AliLogSetup; logs from before stay unfound unless they are reindexed in the console.",
            LookAtExistence)
        {
            After = [LogstoreChecks.Exists],
        },
        new("index.fields", "The index covers the fields",
            "A search by a field that is not indexed fails or finds nothing.",
            "Add the fields with Set-AliLogSetup; they are found in logs written from then on.",
            LookAtFields)
        {
            After = [Exists],
        },
    ];

    private static async Task<CheckFinding> LookAtExistence(CheckContext context, CancellationToken token)
    {
        var (bad, good) = (new List<string>(), new List<string>());
        foreach (var spec in context.Setup.Indexes)
        {
            try
            {
                await context.IndexAsync(spec.LogstoreName, token).ConfigureAwait(false);
                good.Add(spec.LogstoreName);
            }
            catch (LogServiceException problem) when (problem.MissingResource == MissingResource.Index)
            {
                bad.Add($"{spec.LogstoreName} has no index");
            }
        }

        return CheckFinding.Judge(bad, good, "The definition asks for no index.");
    }

    private static async Task<CheckFinding> LookAtFields(CheckContext context, CancellationToken token)
    {
        var (bad, good) = (new List<string>(), new List<string>());
        foreach (var spec in context.Setup.Indexes)
        {
            var index = await context.IndexAsync(spec.LogstoreName, token).ConfigureAwait(false);
            if (spec.FullText == true && index.Line is null)
            {
                bad.Add($"{spec.LogstoreName} has no full-text index");
            }

            var missing = (spec.Keys?.Keys ?? []).Where(name => !index.Keys.ContainsKey(name)).ToArray();
            if (missing.Length > 0)
            {
                bad.Add($"{spec.LogstoreName} lacks {string.Join(", ", missing)}");
            }

            bad.AddRange((spec.Keys ?? new Dictionary<string, IndexKeySpec>())
                .Where(key => key.Value.Type is { } type && index.Keys.TryGetValue(key.Key, out var has) && !string.Equals(has.Type, type, StringComparison.OrdinalIgnoreCase))
                .Select(key => $"{spec.LogstoreName} has {key.Key} as {index.Keys[key.Key].Type}, not as {key.Value.Type}"));
            good.Add(string.Create(CultureInfo.InvariantCulture, $"{spec.LogstoreName}: {(index.Line is null ? "" : "full text, ")}{index.Keys.Count} fields"));
        }

        return CheckFinding.Judge(bad, good, "The definition asks for no index.");
    }
}
