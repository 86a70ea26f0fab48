using System.Text.Json;

namespace AliLogOps.Client;

/// <summary>Histograms on the wire (Log Service API: GetHistograms).</summary>
internal static class HistogramAnswer
{
    public static LogHistogram Read(ServiceResponse response, string projectName, string logstoreName)
    {
        List<LogHistogramBucket> buckets = JsonAnswer.ReadArray(response, json => ReadBuckets(json, projectName, logstoreName));
        long total = 0;
        long most = buckets.Count == 0 ? 0 : buckets.Max(bucket => bucket.Count);
        bool complete = true;
        foreach (LogHistogramBucket bucket in buckets)
        {
            total += bucket.Count;
            complete &= bucket.IsComplete;
        }

        string? progress = response.Header("x-log-progress");
        return new LogHistogram
        {
            Buckets = most == 0 ? buckets : [.. buckets.Select(bucket => bucket with { Share = (double)bucket.Count / most })],
            Total = response.NumberHeader("x-log-count") ?? total,
            IsComplete = complete && (progress is null || IsComplete(progress)),
            RequestId = response.RequestId ?? string.Empty,
        };
    }

    /// <summary>Whether a progress text says that everything was looked at.</summary>
    public static bool IsComplete(string? progress) => string.Equals(progress, "Complete", StringComparison.OrdinalIgnoreCase);

    private static List<LogHistogramBucket> ReadBuckets(JsonElement json, string projectName, string logstoreName)
    {
        List<LogHistogramBucket> buckets = new(json.GetArrayLength());
        foreach (JsonElement bucket in json.EnumerateArray())
        {
            buckets.Add(new LogHistogramBucket
            {
                ProjectName = projectName,
                LogstoreName = logstoreName,
                From = WireTime.FromSeconds(bucket.GetInteger("from") ?? throw new JsonException("a bucket has no from")),
                To = WireTime.FromSeconds(bucket.GetInteger("to") ?? throw new JsonException("a bucket has no to")),
                Count = bucket.GetInteger("count") ?? 0,
                IsComplete = IsComplete(bucket.GetText("progress")),
            });
        }

        return buckets;
    }
}
