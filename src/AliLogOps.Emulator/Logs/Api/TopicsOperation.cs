using System.Globalization;
using System.Text;
using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Storage;
using AliLogOps.Emulator.Logs.Wire;

namespace AliLogOps.Emulator.Logs.Api;

/// <summary>ListTopics: the topics of a logstore's logs, in order (Log Service API: ListTopics, obsolete).</summary>
internal sealed class TopicsOperation(LogServices logs)
{
    /// <summary>«unconfirmed»: the largest page, which is also the default.</summary>
    private const int MaxLines = 100;

    /// <summary>«unconfirmed»: x-log-nexttoken is the token of the next page, empty at the end; clients take it as it is.</summary>
    public SlsResult List(OperationContext context)
    {
        LogstoreRecord logstore = logs.Logstore(context);
        int line = context.Query.Int("line", MaxLines, 1, MaxLines);
        string start = ReadToken(context.Query["token"] ?? "");
        SortedSet<string> topics = LogServices.Reading(logstore, () => Topics(logstore));
        List<string> rest = [.. topics.Where(topic => string.CompareOrdinal(topic, start) >= 0)];
        List<string> page = [.. rest.Take(line)];
        return SlsResult.Json(writer =>
            {
                writer.WriteStartArray();
                page.ForEach(writer.WriteStringValue);
                writer.WriteEndArray();
            })
            .With("x-log-count", page.Count.ToString(CultureInfo.InvariantCulture))
            .With("x-log-nexttoken", rest.Count > line ? Convert.ToBase64String(Encoding.UTF8.GetBytes(rest[line])) : "");
    }

    /// <summary>Topics of the groups of which a log is left.</summary>
    private SortedSet<string> Topics(LogstoreRecord logstore)
    {
        SortedSet<string> topics = new(StringComparer.Ordinal);
        DeletedLogs deleted = logs.Engines.Deletions.Of(logstore.Id);
        foreach (long id in logs.Groups.ReceivedSince(logstore.Id, logs.OldestKept(logstore)).Where(id => !deleted.ContainsAll(id)))
        {
            topics.Add(LogGroupLayout.Read(logs.Groups.Read(id)).Topic);
        }
        return topics;
    }

    /// <summary>A token is the topic its page begins with, in base64, since topics may hold what headers may not.</summary>
    private static string ReadToken(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(token));
        }
        catch (FormatException)
        {
            throw SlsErrors.ParameterInvalid($"parameter token is '{token}': it must be empty or an x-log-nexttoken that was answered").ToException();
        }
    }
}
