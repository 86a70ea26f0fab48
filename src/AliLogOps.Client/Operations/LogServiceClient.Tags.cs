using System.Runtime.CompilerServices;
using System.Text.Json;

namespace AliLogOps.Client;

/// <content>Tags of projects and of what lies in them. The calls go to the bare host, as the API's own description has it.</content>
public sealed partial class LogServiceClient
{
    /// <summary>Sets a tag; one with the same key is replaced (Log Service API: TagResources).</summary>
    /// <param name="tag">The tag and what it is put on.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task TagResourceAsync(ResourceTag tag, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tag);
        var body = JsonBytes.Object(tag, static (writer, tag) =>
        {
            writer.WriteString("resourceType", tag.ResourceType);
            writer.WriteTexts("resourceId", [tag.ResourceId]);
            writer.WriteStartArray("tags");
            writer.WriteStartObject();
            writer.WriteString("key", tag.Key);
            writer.WriteString("value", tag.Value);
            writer.WriteEndObject();
            writer.WriteEndArray();
        });
        return SendAsync(ServiceRequest.WithJson(HttpMethod.Post, null, body, "tag"), cancellationToken);
    }

    /// <summary>Removes tags; keys that are not there are no error (Log Service API: UntagResources).</summary>
    /// <param name="resourceType">One of the types of <see cref="ResourceTag"/>.</param>
    /// <param name="resourceId">What they are on.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task UntagResourceAsync(string resourceType, string resourceId, IReadOnlyList<string> keys, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(resourceType);
        ArgumentException.ThrowIfNullOrEmpty(resourceId);
        ArgumentNullException.ThrowIfNull(keys);
        var body = JsonBytes.Object((resourceType, resourceId, keys), static (writer, state) =>
        {
            writer.WriteString("resourceType", state.resourceType);
            writer.WriteTexts("resourceId", [state.resourceId]);
            writer.WriteTexts("tags", state.keys);
        });
        return SendAsync(ServiceRequest.WithJson(HttpMethod.Post, null, body, "untag"), cancellationToken);
    }

    /// <summary>Lists tags of one type of resource (Log Service API: ListTagResources).</summary>
    /// <param name="resourceType">One of the types of <see cref="ResourceTag"/>.</param>
    /// <param name="resourceIds">The resources; empty for all.</param>
    /// <param name="key">A key the tags must have; null for all.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public async IAsyncEnumerable<ResourceTag> ListTagsAsync(string resourceType, IReadOnlyList<string> resourceIds, string? key = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(resourceType);
        ArgumentNullException.ThrowIfNull(resourceIds);
        string? next = null;
        do
        {
            // both lists travel as JSON text in the query
            var request = ServiceRequest.To(HttpMethod.Get, null, "tags").With("resourceType", resourceType)
                .With("resourceId", resourceIds.Count == 0 ? null : JsonSerializer.Serialize(resourceIds))
                .With("tags", key is null ? null : $"[{{\"key\":{JsonSerializer.Serialize(key)}}}]")
                .With("nextToken", string.IsNullOrEmpty(next) ? null : next);
            var (tags, token) = await ReadObjectAsync(request, ReadTags, cancellationToken).ConfigureAwait(false);
            foreach (var tag in tags)
            {
                yield return tag;
            }

            next = token;
        }
        while (!string.IsNullOrEmpty(next));
    }

    private static (List<ResourceTag> Tags, string? Next) ReadTags(JsonElement json)
    {
        List<ResourceTag> tags = [];
        if (json.TryGetProperty("tagResources", out var list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in list.EnumerateArray())
            {
                tags.Add(new ResourceTag(
                    item.GetText("resourceType") ?? string.Empty,
                    item.GetText("resourceId") ?? string.Empty,
                    item.GetText("tagKey") ?? string.Empty,
                    item.GetText("tagValue") ?? string.Empty));
            }
        }

        return (tags, json.GetText("nextToken"));
    }
}
