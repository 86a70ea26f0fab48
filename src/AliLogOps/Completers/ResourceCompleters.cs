using AliLogOps.Client;

namespace AliLogOps.Completers;

/// <summary>Names of projects.</summary>
public sealed class ProjectNameCompleter : NameCompleter
{
    private protected override string Kind => "project";

    private protected override bool NeedsProject => false;

    private protected override async Task<IReadOnlyList<string>> FetchAsync(LogServiceClient client, string project, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await foreach (var item in client.ListProjectsAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
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

    private protected override Task<IReadOnlyList<string>> FetchAsync(LogServiceClient client, string project, CancellationToken cancellationToken) =>
        ToListAsync(client.ListLogstoreNamesAsync(project, cancellationToken: cancellationToken));
}

/// <summary>Names of the project's machine groups.</summary>
public sealed class MachineGroupNameCompleter : NameCompleter
{
    private protected override string Kind => "machine group";

    private protected override Task<IReadOnlyList<string>> FetchAsync(LogServiceClient client, string project, CancellationToken cancellationToken) =>
        ToListAsync(client.ListMachineGroupNamesAsync(project, cancellationToken: cancellationToken));
}

/// <summary>Names of the project's Logtail configs.</summary>
public sealed class LogtailConfigNameCompleter : NameCompleter
{
    private protected override string Kind => "Logtail config";

    private protected override Task<IReadOnlyList<string>> FetchAsync(LogServiceClient client, string project, CancellationToken cancellationToken) =>
        ToListAsync(client.ListLogtailConfigNamesAsync(project, cancellationToken: cancellationToken));
}

/// <summary>Names of the logstore's indexed fields.</summary>
public sealed class FieldNameCompleter : NameCompleter
{
    private protected override string Kind => "field";

    private protected override bool NeedsLogstore => true;

    private protected override async Task<IReadOnlyList<string>> FetchAsync(LogServiceClient client, string place, CancellationToken cancellationToken)
    {
        var names = place.Split('/');
        var index = await client.GetIndexAsync(names[0], names[1], cancellationToken).ConfigureAwait(false);
        return [.. index.Keys.Keys.Order(StringComparer.Ordinal)];
    }
}
