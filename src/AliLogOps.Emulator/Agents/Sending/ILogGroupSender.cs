namespace AliLogOps.Emulator.Agents.Sending;

/// <summary>Hands one encoded log group to the service.</summary>
internal interface ILogGroupSender
{
    /// <summary>Sends once. Never throws for what the service or the network does; only for <paramref name="cancellationToken"/>.</summary>
    public Task<SendOutcome> SendAsync(SendTarget target, ReadOnlyMemory<byte> logGroup, CancellationToken cancellationToken);
}
