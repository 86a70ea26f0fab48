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
        SortedSet<string> topics = new(StringComparer.Ordinal);
        foreach (long id in LogServices.Reading(logstore, () => GroupsWithLogs(logstore)))
        {
            try
            {
                topics.Add(LogGroupLayout.Read(logs.Groups.Read(id)).Topic);
            }
            catch (KeyNotFoundException)
            {
                // it has been deleted since
            }
        }
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

    /// <summary>Keys of the groups of which a log is left.</summary>
    private List<long> GroupsWithLogs(LogstoreRecord logstore)
    {
        DeletedLogs deleted = logs.Engines.Deletions.Of(logstore.Id);
        return [.. logs.Groups.ReceivedSince(logstore.Id, logs.OldestKept(logstore)).Where(id => !deleted.ContainsAll(id))];
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
