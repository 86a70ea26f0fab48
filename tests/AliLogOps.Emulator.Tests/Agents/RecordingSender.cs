using System.Collections.Concurrent;
using AliLogOps.Emulator.Agents.Sending;

namespace AliLogOps.Emulator.Tests.Agents;

/// <summary>A service that keeps what it gets, and answers as it is told.</summary>
internal sealed class RecordingSender : ILogGroupSender
{
    private int _sending;

    /// <summary>What was confirmed, in the order of arrival.</summary>
    public ConcurrentQueue<(SendTarget Target, ReceivedGroup Group)> Groups { get; } = new();

    /// <summary>Attempts, failed ones included.</summary>
    public int Attempts { get; private set; }

    /// <summary>The most sends for one target at one time.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>Answers the attempt of that number, from 1; by default all are taken.</summary>
    public Func<int, Task<SendOutcome>> Answer { get; set; } = _ => Task.FromResult(SendOutcome.Sent);

    public IEnumerable<ReceivedLog> Logs => Groups.SelectMany(entry => entry.Group.Logs);

    public async Task<SendOutcome> SendAsync(SendTarget target, ReadOnlyMemory<byte> logGroup, CancellationToken cancellationToken)
    {
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _sending));
        try
        {
            SendOutcome outcome = await Answer(++Attempts).WaitAsync(cancellationToken);
            if (outcome.Verdict == SendVerdict.Sent)
            {
                Groups.Enqueue((target, ReceivedGroup.Decode(logGroup)));
            }

            return outcome;
        }
        finally
        {
            Interlocked.Decrement(ref _sending);
        }
    }
}
