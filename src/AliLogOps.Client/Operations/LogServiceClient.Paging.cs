using System.Runtime.CompilerServices;
using System.Text.Json;

namespace AliLogOps.Client;

/// <content>Lists that come in pages by offset and size.</content>
public sealed partial class LogServiceClient
{
    private const int PageSize = 500;

    // The service may give fewer than asked for, so the end is where the total is reached, or where it gives no total and nothing.
    private async IAsyncEnumerable<T> ListAsync<T>(
        Func<ServiceRequest> newRequest,
        string member,
        Func<JsonElement, T?> readItem,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        long offset = 0;
        while (true)
        {
            ServiceRequest request = newRequest().With("offset", offset).With("size", PageSize);
            (List<T> items, long count, long? total) = await ReadObjectAsync(
                request,
                json => ReadPage(json, member, readItem),
                cancellationToken).ConfigureAwait(false);
            foreach (T item in items)
            {
                yield return item;
            }

            offset += count;
            if (count == 0 || offset >= (total ?? long.MaxValue))
            {
                yield break;
            }
        }
    }

    private static (List<T> Items, long Count, long? Total) ReadPage<T>(JsonElement json, string member, Func<JsonElement, T?> readItem)
        where T : class
    {
        if (!json.TryGetProperty(member, out JsonElement list) || list.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException($"the list has no member '{member}'");
        }

        List<T> items = new(list.GetArrayLength());
        foreach (JsonElement item in list.EnumerateArray())
        {
            if (readItem(item) is { } read)
            {
                items.Add(read);
            }
        }

        return (items, list.GetArrayLength(), json.GetInteger("total"));
    }
}
