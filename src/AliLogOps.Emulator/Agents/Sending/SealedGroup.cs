namespace AliLogOps.Emulator.Agents.Sending;

/// <summary>A finished log group on its way to the service.</summary>
/// <param name="Data">The encoded group.</param>
/// <param name="Count">How many logs it holds.</param>
/// <param name="Cost">What it takes from the agent's memory budget.</param>
/// <param name="OpenedAt">Timestamp of its first log's arrival.</param>
internal sealed record SealedGroup(ReadOnlyMemory<byte> Data, int Count, int Cost, long OpenedAt);
