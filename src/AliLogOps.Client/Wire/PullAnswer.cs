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
            throw Unreadable(response, fault);
        }

        CheckCount(response, groups.Count);
        return new PullResult
        {
            Groups = groups,
            NextCursor = next,
            IsEnd = string.Equals(next, cursor, StringComparison.Ordinal),
            Count = groups.Count,
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

    /// <summary>Makes sure that as many groups came as the headers announce.</summary>
    public static void CheckCount(ServiceResponse response, int groups)
    {
        if (response.NumberHeader("x-log-count") is { } announced && announced != groups)
        {
            throw Failures.Protocol(response, $"{groups} log groups came, not the {announced} its headers announce");
        }
    }

    /// <summary>The failure for a body that is no list of log groups.</summary>
    public static LogServiceException Unreadable(ServiceResponse response, InvalidDataException fault) =>
        Failures.Protocol(response, $"{response.Body.Length} bytes are no list of log groups ({fault.Message})", fault);
}
