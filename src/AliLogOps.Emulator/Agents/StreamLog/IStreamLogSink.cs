namespace AliLogOps.Emulator.Agents.StreamLog;

/// <summary>Where the lines of all connections of one agent go.</summary>
internal interface IStreamLogSink
{
    /// <summary>Takes one line without its LF. Called in the order of the lines of a connection; the bytes are only valid during the call.</summary>
    public void Accept(ReadOnlySpan<byte> line, StreamLogPeer peer);

    /// <summary>Completes when there is room for more lines: a connection waits here before it reads on.</summary>
    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken);
}
