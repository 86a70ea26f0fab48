using AliLogOps.Client;
using AliLogOps.Connection;

namespace AliLogOps.Completers;

/// <summary>Ids of the region's instances.</summary>
public sealed class EcsInstanceIdCompleter : NameCompleter
{
    private protected override string Kind => "instance";

    private protected override bool NeedsProject => false;

    private protected override async Task<IReadOnlyList<string>> FetchAsync(AliLogConnection connection, string place, CancellationToken cancellationToken) =>
        [.. (await EcsInstances.ListAsync(connection, cancellationToken).ConfigureAwait(false)).Select(instance => instance.InstanceId)];
}

/// <summary>Ids of the security groups that the region's instances are in.</summary>
public sealed class SecurityGroupIdCompleter : NameCompleter
{
    private protected override string Kind => "security group";

    private protected override bool NeedsProject => false;

    private protected override async Task<IReadOnlyList<string>> FetchAsync(AliLogConnection connection, string place, CancellationToken cancellationToken) =>
        [.. (await EcsInstances.ListAsync(connection, cancellationToken).ConfigureAwait(false)).SelectMany(instance => instance.SecurityGroupId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}

internal static class EcsInstances
{
    public static async Task<IReadOnlyList<EcsInstance>> ListAsync(AliLogConnection connection, CancellationToken cancellationToken)
    {
        var instances = new List<EcsInstance>();
        await foreach (var instance in connection.Ecs.DescribeInstancesAsync(null, null, cancellationToken).ConfigureAwait(false))
        {
            instances.Add(instance);
        }

        return instances;
    }
}
