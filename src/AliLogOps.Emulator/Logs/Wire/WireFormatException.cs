namespace AliLogOps.Emulator.Logs.Wire;

/// <summary>Bytes that are no message of the expected kind.</summary>
internal sealed class WireFormatException(string message) : Exception(message);
