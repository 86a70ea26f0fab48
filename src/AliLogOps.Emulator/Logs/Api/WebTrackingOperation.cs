using System.Text.Json;
using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Protos;
using Google.Protobuf;

namespace AliLogOps.Emulator.Logs.Api;

/// <summary>
/// Web tracking: a browser writes without a key, as a JSON body or as the parameters of an image. The logstore must allow it
/// (Log Service API: PutWebtracking).
/// </summary>
internal sealed class WebTrackingOperation(GroupIntake intake)
{
    private const string ApiVersion = "APIVersion";

    /// <summary>A transparent image of one pixel.</summary>
    private static readonly byte[] s_pixel = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    public void Register(OperationTable table)
    {
        const string Track = "/logstores/{logstore}/track";
        Add(table, "POST", Track, PostAsync);
        Add(table, "GET", Track, context => GetAsync(context, withAgent: false, image: false));
        Add(table, "GET", Track + ".gif", context => GetAsync(context, withAgent: false, image: true));
        Add(table, "GET", Track + "_ua.gif", context => GetAsync(context, withAgent: true, image: true));
    }

    private async ValueTask<SlsResult> PostAsync(OperationContext context)
    {
        JsonMembers body = JsonMembers.OfBody(context, detail => SlsErrors.PostBodyInvalid(detail));
        LogGroup group = new()
        {
            Topic = body.String("__topic__") ?? "",
            Source = body.RequiredString("__source__"),
        };
        if (body.Object("__tags__") is { } tags)
        {
            group.LogTags.AddRange(tags.EnumerateObject().Select(tag => new LogTag { Key = tag.Name, Value = Text(tag, body) }));
        }
        List<JsonElement> logs = body.Array("__logs__") ?? throw body.Missing("__logs__");
        foreach (JsonElement item in logs)
        {
            if (item.ValueKind != JsonValueKind.Object)
            {
                throw body.Fail("__logs__ must be a list of objects whose values are strings");
            }
            group.Logs.Add(NewLog(context, item.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, Text(member, body)))));
        }
        await StoreAsync(context, group).ConfigureAwait(false);
        return SlsResult.Empty;
    }

    private async ValueTask<SlsResult> GetAsync(OperationContext context, bool withAgent, bool image)
    {
        List<KeyValuePair<string, string>> contents = [.. context.Query.Pairs
            .Where(pair => pair.Key is not (ApiVersion or "__topic__" or "__source__"))
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value))];
        if (withAgent)
        {
            contents.Add(new("__userAgent__", context.Request.Headers["User-Agent"] ?? ""));
            contents.Add(new("__referer__", context.Request.Headers["Referer"] ?? ""));
        }
        LogGroup group = new()
        {
            Topic = context.Query["__topic__"] ?? "",
            Source = context.Query["__source__"] ?? context.Request.RemoteAddress?.ToString() ?? "",
        };
        group.Logs.Add(NewLog(context, contents));
        await StoreAsync(context, group).ConfigureAwait(false);
        return image ? new SlsResult { ContentType = "image/gif", Body = s_pixel } : SlsResult.Empty;
    }

    private async ValueTask StoreAsync(OperationContext context, LogGroup group)
    {
        LogstoreRecord logstore = LogstoreOperations.Require(context);
        if (!logstore.EnableTracking)
        {
            // «unconfirmed»: seen in a test of an official SDK only
            throw SlsErrors.TrackingNotEnabled(logstore.Name).ToException();
        }
        await intake.StoreBalancedAsync(context, group.ToByteArray()).ConfigureAwait(false);
    }

    /// <summary>The time is always that of the arrival.</summary>
    private static Log NewLog(OperationContext context, IEnumerable<KeyValuePair<string, string>> contents)
    {
        Log log = new() { Time = (uint)context.NowSeconds };
        log.Contents.AddRange(contents.Select(content => new Log.Types.Content { Key = content.Key, Value = content.Value }));
        return log;
    }

    private static string Text(JsonProperty member, JsonMembers body)
    {
        return member.Value.ValueKind == JsonValueKind.String
            ? member.Value.GetString()!
            : throw body.Fail($"field {member.Name} is {member.Value.GetRawText()}: every value must be a string");
    }

    private static void Add(OperationTable table, string method, string path, OperationHandler handler)
    {
        table.Add(new Operation
        {
            Name = "PutWebtracking",
            Method = method,
            Path = new PathTemplate(path),
            Host = HostForm.Project,
            Body = method == "POST" ? BodyKind.Json : BodyKind.None,
            AllowsAnonymous = true,
            Handler = handler,
        });
    }
}
