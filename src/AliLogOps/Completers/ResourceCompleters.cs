using System.Globalization;
using AliLogOps.Connection;

namespace AliLogOps.Completers;

/// <summary>Names of projects.</summary>
public sealed class ProjectNameCompleter : NameCompleter
{
    private protected override string Kind => "project";

    private protected override bool NeedsProject => false;

    private protected override async Task<IReadOnlyList<string>> FetchAsync(AliLogConnection connection, string project, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await foreach (var item in connection.LogService.ListProjectsAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            names.Add(item.ProjectName);
        }

        return names;
    }
}

/// <summary>Names of the project's logstores.</summary>
public sealed class LogstoreNameCompleter : NameCompleter
{
    private protected override string Kind => "logstore";

    private protected override Task<IReadOnlyList<string>> FetchAsync(AliLogConnection connection, string project, CancellationToken cancellationToken) =>
        ToListAsync(connection.LogService.ListLogstoreNamesAsync(project, cancellationToken: cancellationToken));
}

/// <summary>Names of the project's machine groups.</summary>
public sealed class MachineGroupNameCompleter : NameCompleter
{
    private protected override string Kind => "machine group";

    private protected override Task<IReadOnlyList<string>> FetchAsync(AliLogConnection connection, string project, CancellationToken cancellationToken) =>
        ToListAsync(connection.LogService.ListMachineGroupNamesAsync(project, cancellationToken: cancellationToken));
}

/// <summary>Names of the project's Logtail configs.</summary>
public sealed class LogtailConfigNameCompleter : NameCompleter
{
    private protected override string Kind => "Logtail config";

    private protected override Task<IReadOnlyList<string>> FetchAsync(AliLogConnection connection, string project, CancellationToken cancellationToken) =>
        ToListAsync(connection.LogService.ListLogtailConfigNamesAsync(project, cancellationToken: cancellationToken));
}

/// <summary>Numbers of the logstore's shards.</summary>
public sealed class ShardIdCompleter : NameCompleter
{
    private protected override string Kind => "shard";

    private protected override bool NeedsLogstore => true;

    private protected override async Task<IReadOnlyList<string>> FetchAsync(AliLogConnection connection, string place, CancellationToken cancellationToken)
    {
        var names = place.Split('/');
        var shards = await connection.LogService.ListShardsAsync(names[0], names[1], cancellationToken).ConfigureAwait(false);
        return [.. shards.Select(shard => shard.ShardId.ToString(CultureInfo.InvariantCulture))];
    }
}

/// <summary>Names of the logstore's indexed fields.</summary>
public class FieldNameCompleter : NameCompleter
{
    private protected override string Kind => "field";

    private protected override bool NeedsLogstore => true;

    private protected override async Task<IReadOnlyList<string>> FetchAsync(AliLogConnection connection, string place, CancellationToken cancellationToken)
    {
        var names = place.Split('/');
        var index = await connection.LogService.GetIndexAsync(names[0], names[1], cancellationToken).ConfigureAwait(false);
        return [.. index.Keys.Keys.Order(StringComparer.Ordinal)];
    }
}

/// <summary>The indexed field that the last word of a search text begins, with its colon.</summary>
public sealed class QueryFieldCompleter : FieldNameCompleter
{
    private protected override string Suffix => ": ";

    private protected override int BeginOf(string typed) => typed.LastIndexOfAny([' ', '(']) + 1;
}
