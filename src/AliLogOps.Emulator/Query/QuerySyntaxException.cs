namespace AliLogOps.Emulator.Query;

/// <summary>A search statement that cannot be read; the message names the place, the rule and the remedy.</summary>
internal sealed class QuerySyntaxException(string message) : Exception(message);
