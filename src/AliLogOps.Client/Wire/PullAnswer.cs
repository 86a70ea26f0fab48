namespace AliLogOps.Client;

/// <summary>Pulls on the wire (Log Service API: PullLogs).</summary>
internal static class PullAnswer
{
    public static PullResult Read(ServiceResponse response, string cursor)
    {
        string next = ReadCursor(response);
        List<LogGroup> groups;
        try
        {
            groups = LogGroupReader.ReadList(response.Body.Span);
        }
        catch (InvalidDataException fault)
        {
            throw Failures.Protocol(response, $"{response.Body.Length} bytes are no list of log groups ({fault.Message})", fault);
        }

        int count = (int)(response.NumberHeader("x-log-count") ?? groups.Count);
        if (count != groups.Count)
        {
            throw Failures.Protocol(response, $"{groups.Count} log groups came, not the {count} its headers announce");
        }

        return new PullResult
        {
            Groups = groups,
            NextCursor = next,
            IsEnd = string.Equals(next, cursor, StringComparison.Ordinal),
            Count = count,
            RequestId = response.RequestId ?? string.Empty,
        };
    }

    /// <summary>The cursor behind the answer, after a look whether its body is whole.</summary>
    public static string ReadCursor(ServiceResponse response)
    {
        string next = response.Header("x-log-cursor")
            ?? throw Failures.Protocol(response, "a pull came without the header x-log-cursor");
        // compressed bodies were measured when they were unpacked
        if (response.Header("x-log-compresstype") is null && response.NumberHeader("x-log-bodyrawsize") is { } rawSize && rawSize != response.Body.Length)
        {
            throw Failures.Protocol(response, $"a body of {response.Body.Length} bytes came, not the {rawSize} its headers announce");
        }

        return next;
    }
}
