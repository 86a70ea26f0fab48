using AliLogOps.Emulator.Agents.Sending;

namespace AliLogOps.Emulator.Agents;

/// <summary>What surrounds the agents.</summary>
/// <param name="Configs">The config server.</param>
/// <param name="Sender">The way to the logstores.</param>
/// <param name="Time">The clock of heartbeats, batches and pauses.</param>
internal sealed record AgentEnvironment(IStreamConfigSource Configs, ILogGroupSender Sender, TimeProvider Time)
{
    /// <summary>Bytes of logs an agent holds before its connections stop reading.</summary>
    public long MemoryLimit { get; init; } = LogBatcher.DefaultMemoryLimit;
}
