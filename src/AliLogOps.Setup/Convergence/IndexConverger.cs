using AliLogOps.Client;

namespace AliLogOps.Setup;

/// <summary>Brings the index of a logstore to its desired state.</summary>
public static class IndexConverger
{
    /// <summary>Reads the index and works out what to do. Sends no write.</summary>
    /// <param name="client">The service.</param>
    /// <param name="spec">What the index should be.</param>
    /// <param name="assumeParent">True for a rehearsal, where a missing project or logstore means that it would have been created by then.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="LogServiceException">The index could not be read, for any reason but that it does not exist.</exception>
    public static async Task<ConvergePlan<LogIndex>> PlanAsync(LogServiceClient client, IndexSpec spec, bool assumeParent = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(spec);
        var read = client.GetIndexAsync(spec.ProjectName, spec.LogstoreName, cancellationToken);
        var actual = await (assumeParent
            ? Existing.OrNullAsync(read, MissingResource.Index, MissingResource.Logstore, MissingResource.Project)
            : Existing.OrNullAsync(read, MissingResource.Index)).ConfigureAwait(false);
        var desired = IndexMerge.Merge(actual ?? new LogIndex { ProjectName = spec.ProjectName, LogstoreName = spec.LogstoreName }, spec);
        IReadOnlyList<PropertyDifference> differences = actual is null ? [] : Compare(spec, actual);
        if (desired.Line is null && desired.Keys.Count == 0)
        {
            differences = [.. differences, new PropertyDifference("line", actual?.Line is null ? null : "(full text)", null,
                $"An index needs a full-text index or at least one field; for {spec.ProjectName}/{spec.LogstoreName} neither would be left. To have no index, use Remove-AliLogIndex.")];
        }

        return new ConvergePlan<LogIndex>(desired, actual, differences, (plan, token) => ApplyAsync(client, plan, token));
    }

    private static IReadOnlyList<PropertyDifference> Compare(IndexSpec spec, LogIndex actual)
    {
        var differences = new DifferenceList();
        CompareLine(differences, spec, actual.Line);
        foreach (var (name, wanted) in spec.Keys ?? new Dictionary<string, IndexKeySpec>())
        {
            if (actual.Keys.TryGetValue(name, out var has))
            {
                CompareKey(differences, $"keys.{name}", wanted, has);
            }
            else
            {
                differences.Add($"keys.{name}", null, wanted.Type ?? "text");
            }
        }

        foreach (var name in actual.Keys.Keys.Where(name => spec.Exact && spec.Keys?.ContainsKey(name) != true))
        {
            differences.Add($"keys.{name}", actual.Keys[name].Type, null);
        }

        differences.Compare("maxTextLength", spec.MaxTextLength, actual.MaxTextLength);
        return differences.Items;
    }

    private static void CompareLine(DifferenceList differences, IndexSpec spec, LogIndexLine? actual)
    {
        if (spec.FullText is { } fullText && fullText != actual is not null)
        {
            differences.Add("line", actual is null ? null : "(full text)", fullText ? "(full text)" : null);
        }
        else if (spec.FullText == true)
        {
            differences.CompareSet("line.token", spec.Line.Token, actual!.Token);
            differences.Compare("line.caseSensitive", spec.Line.CaseSensitive, actual.CaseSensitive);
            differences.Compare("line.chinese", spec.Line.Chinese, actual.Chinese);
        }
    }

    private static void CompareKey(DifferenceList differences, string path, IndexKeySpec wanted, LogIndexKey actual)
    {
        differences.Compare(path + ".type", wanted.Type, actual.Type, StringComparison.OrdinalIgnoreCase);
        differences.Compare(path + ".docValue", wanted.DocValue, actual.DocValue);
        differences.Compare(path + ".alias", wanted.Alias, actual.Alias);
        if (IndexMerge.HasWords(wanted.Type ?? actual.Type))
        {
            differences.CompareSet(path + ".token", wanted.Token, actual.Token);
            differences.Compare(path + ".caseSensitive", wanted.CaseSensitive, actual.CaseSensitive);
            differences.Compare(path + ".chinese", wanted.Chinese, actual.Chinese);
        }
    }

    private static async Task<LogIndex> ApplyAsync(LogServiceClient client, ConvergePlan<LogIndex> plan, CancellationToken cancellationToken)
    {
        var desired = plan.Desired;
        var write = plan.Actual is null ? client.CreateIndexAsync(desired, cancellationToken) : client.UpdateIndexAsync(desired, cancellationToken);
        await write.ConfigureAwait(false);
        return await Existing.OrSentAsync(client.GetIndexAsync(desired.ProjectName, desired.LogstoreName, cancellationToken), desired).ConfigureAwait(false);
    }
}
