namespace AliLogOps.Emulator.Agents;

/// <summary>
/// What one agent has seen since it was created; a restart does not reset it.
/// </summary>
/// <remarks>
/// Every whole line ends in exactly one place: <c>lines = accepted + unknownTag + unknownVersion + tooFewTokens + badTime + tooOld</c>,
/// and every accepted line in <c>accepted = sent + rejected + queued</c>.
/// </remarks>
internal sealed class AgentCounters
{
    private long _connections;
    private long _openConnections;
    private long _lines;
    private long _accepted;
    private long _sent;
    private long _sendFailures;
    private long _tooFewTokens;
    private long _badTime;
    private long _tooOld;
    private long _partialLine;
    private long _tooLong;
    private long _invalidUtf8;
    private long _duplicateTags;

    /// <summary>Connections accepted.</summary>
    public long Connections => Interlocked.Read(ref _connections);

    /// <summary>Connections open now.</summary>
    public long OpenConnections => Interlocked.Read(ref _openConnections);

    /// <summary>Whole lines read.</summary>
    public long Lines => Interlocked.Read(ref _lines);

    /// <summary>Lines that became logs for a logstore.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Logs the service has confirmed.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Sends that failed, whatever followed.</summary>
    public long SendFailures => Interlocked.Read(ref _sendFailures);

    /// <summary>Lines dropped for missing fields.</summary>
    public long TooFewTokens => Interlocked.Read(ref _tooFewTokens);

    /// <summary>Lines dropped because their time is no decimal number of seconds.</summary>
    public long BadTime => Interlocked.Read(ref _badTime);

    /// <summary>Lines dropped because they are older than the agent was told to keep.</summary>
    public long TooOld => Interlocked.Read(ref _tooOld);

    /// <summary>Lines cut off by the end of their connection.</summary>
    public long PartialLine => Interlocked.Read(ref _partialLine);

    /// <summary>Connections cut because of a line over 10 MiB.</summary>
    public long TooLong => Interlocked.Read(ref _tooLong);

    /// <summary>Lines in which bytes that are no UTF-8 were replaced.</summary>
    public long InvalidUtf8 => Interlocked.Read(ref _invalidUtf8);

    /// <summary>Configs that lost to another config with the same tag, at the last poll.</summary>
    public long DuplicateTags
    {
        get => Interlocked.Read(ref _duplicateTags);
        set => Interlocked.Exchange(ref _duplicateTags, value);
    }

    /// <summary>Dropped lines by the tag no config has.</summary>
    public BoundedTally UnknownTag { get; } = new();

    /// <summary>Dropped lines by the version no format has.</summary>
    public BoundedTally UnknownVersion { get; } = new();

    /// <summary>Accepted logs the service refused for good, by status and code.</summary>
    public BoundedTally Rejected { get; } = new();

    public void ConnectionOpened()
    {
        Interlocked.Increment(ref _connections);
        Interlocked.Increment(ref _openConnections);
    }

    public void ConnectionClosed() => Interlocked.Decrement(ref _openConnections);

    public void AddLine() => Interlocked.Increment(ref _lines);

    public void AddAccepted() => Interlocked.Increment(ref _accepted);

    public void AddSent(int logs) => Interlocked.Add(ref _sent, logs);

    public void AddSendFailure() => Interlocked.Increment(ref _sendFailures);

    public void AddTooFewTokens() => Interlocked.Increment(ref _tooFewTokens);

    public void AddBadTime() => Interlocked.Increment(ref _badTime);

    public void AddTooOld() => Interlocked.Increment(ref _tooOld);

    public void AddPartialLine() => Interlocked.Increment(ref _partialLine);

    public void AddTooLong() => Interlocked.Increment(ref _tooLong);

    public void AddInvalidUtf8() => Interlocked.Increment(ref _invalidUtf8);
}
