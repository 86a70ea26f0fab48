using System.Runtime.CompilerServices;
using System.Text.Json;

namespace AliLogOps.Client;

/// <content>Instances.</content>
public sealed partial class EcsClient
{
    private const int InstancePageSize = 100;
    private const int MaxTags = 20;

    /// <summary>
    /// Lists instances (ECS API: DescribeInstances). A key without permission gets an empty list, not a refusal. Pages go by token; a
    /// service that gives none is read by page numbers, as older ones are.
    /// </summary>
    /// <param name="filter">Which; null for all of the region.</param>
    /// <param name="region">The region; null for the connection's.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public async IAsyncEnumerable<EcsInstance> DescribeInstancesAsync(EcsInstanceFilter? filter = null, string? region = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        filter ??= new EcsInstanceFilter();
        region = RegionName.Check(region ?? _region, nameof(region));
        if (filter.Tags.Count > MaxTags)
        {
            throw new ArgumentException($"{filter.Tags.Count} tags were given; ECS takes {MaxTags} at most.", nameof(filter));
        }

        string[]?[] batches = filter.InstanceIds.Count == 0 ? [null] : [.. filter.InstanceIds.Chunk(InstancePageSize)];
        foreach (var ids in batches)
        {
            await foreach (var instance in PagesAsync(filter, region, ids, cancellationToken).ConfigureAwait(false))
            {
                yield return instance;
            }
        }
    }

    private async IAsyncEnumerable<EcsInstance> PagesAsync(EcsInstanceFilter filter, string region, string[]? ids, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        string? next = null;
        var number = 0;
        while (true)
        {
            var request = InstanceRequest(filter, region, ids);
            request = number == 0 ? request.With("MaxResults", InstancePageSize).With("NextToken", next) : request.With("PageNumber", number).With("PageSize", InstancePageSize);
            InstancePage page;
            using (var response = await _pipeline.SendAsync(request, cancellationToken).ConfigureAwait(false))
            {
                page = JsonAnswer.ReadObject(response, ReadInstances);
            }

            var before = seen.Count;
            foreach (var instance in page.Instances.Where(instance => seen.Add(instance.InstanceId)))
            {
                yield return instance;
            }

            if (!string.IsNullOrEmpty(page.NextToken))
            {
                next = page.NextToken;
            }
            else if (page.Instances.Count > 0 && seen.Count < page.TotalCount && next is null && (number < 2 || seen.Count > before))
            {
                // no token although there is more: page numbers, from the first page on, for its size may differ
                number++;
            }
            else
            {
                yield break;
            }
        }
    }

    private static ServiceRequest InstanceRequest(EcsInstanceFilter filter, string region, string[]? ids)
    {
        var request = ServiceRequest.Rpc("DescribeInstances", Version).With("RegionId", region)
            .With("InstanceIds", ids is null ? null : JsonSerializer.Serialize(ids))
            .With("InstanceName", filter.InstanceName)
            .With("VpcId", filter.VpcId)
            .With("SecurityGroupId", filter.SecurityGroupId)
            .With("Status", filter.Status);
        var number = 0;
        foreach (var (key, value) in filter.Tags)
        {
            number++;
            request = request.With(FormattableString.Invariant($"Tag.{number}.Key"), key).With(FormattableString.Invariant($"Tag.{number}.Value"), value.Length > 0 ? value : null);
        }

        return request;
    }

    private static InstancePage ReadInstances(JsonElement json)
    {
        List<EcsInstance> instances = [];
        if (json.GetObject("Instances") is { ValueKind: JsonValueKind.Object } list && list.TryGetProperty("Instance", out var items) && items.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in items.EnumerateArray())
            {
                instances.Add(EcsInstanceWire.Read(item));
            }
        }

        return new InstancePage(instances, json.GetText("NextToken"), json.GetInteger("TotalCount") ?? 0);
    }

    private sealed record InstancePage(List<EcsInstance> Instances, string? NextToken, long TotalCount);
}
