using System.Text;
using System.Text.Unicode;
using AliLogOps.Emulator.Agents.Sending;
using AliLogOps.Emulator.Agents.StreamLog;

namespace AliLogOps.Emulator.Agents;

/// <summary>What happens to each line an agent reads: repaired, parsed, matched with a config, batched; or dropped and counted.</summary>
internal sealed class LineIntake(LogBatcher batcher, AgentCounters counters, AgentWarnings warnings, TimeProvider time) : IStreamLogSink
{
    // Replaced whole, so that a poll in the middle of a line never shows half a set.
    private volatile StreamConfigSet _configs = StreamConfigSet.Empty;
    private volatile StreamLogFormatTable _formats = StreamLogFormatTable.BuiltIn;
    private long _discardOlderThanSeconds;

    /// <summary>The configs in use.</summary>
    public StreamConfigSet Configs
    {
        get => _configs;
        set => _configs = value;
    }

    /// <summary>Takes over the start parameters that matter to lines.</summary>
    /// <param name="formats">The formats of the lines.</param>
    /// <param name="discardOlderThanSeconds">Lines older than that are dropped; 0 keeps all.</param>
    public void Configure(StreamLogFormatTable formats, long discardOlderThanSeconds)
    {
        _formats = formats;
        _discardOlderThanSeconds = discardOlderThanSeconds;
    }

    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken) => batcher.WaitForRoomAsync(cancellationToken);

    public void Accept(ReadOnlySpan<byte> line, StreamLogPeer peer)
    {
        counters.AddLine();
        if (!Utf8.IsValid(line))
        {
            // The service takes UTF-8 only; blanks survive the replacement, so the tokens stay where they are.
            line = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(line));
            counters.AddInvalidUtf8();
        }

        switch (StreamLogParser.Parse(line, _formats, out StreamLogLine parsed))
        {
            case StreamLogVerdict.UnknownVersion:
                string version = BoundedTally.Shorten(Encoding.UTF8.GetString(parsed.Version));
                if (counters.UnknownVersion.Add(version))
                {
                    warnings.Add($"Lines of the unknown version '{version}' are dropped; add it to streamlogFormats or correct the template of the sender.");
                }

                break;
            case StreamLogVerdict.TooFewTokens:
                counters.AddTooFewTokens();
                break;
            case StreamLogVerdict.BadTime:
                counters.AddBadTime();
                break;
            default:
                AcceptLog(parsed, peer);
                break;
        }
    }

    private void AcceptLog(in StreamLogLine line, StreamLogPeer peer)
    {
        StreamConfig? config = _configs.Find(line.Tag);
        if (config is null)
        {
            counters.UnknownTag.Add(Encoding.UTF8.GetString(line.Tag));
        }
        else if (_discardOlderThanSeconds > 0 && line.Time < time.GetUtcNow().ToUnixTimeSeconds() - _discardOlderThanSeconds)
        {
            counters.AddTooOld();
        }
        else
        {
            counters.AddAccepted();
            batcher.Append(config.Target, line, peer.SourceFor(line.Ip));
        }
    }
}
