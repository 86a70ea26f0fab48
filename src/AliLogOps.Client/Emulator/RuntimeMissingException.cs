namespace AliLogOps.Client;

/// <summary>A program could not run because its .NET runtime is not installed.</summary>
internal sealed class RuntimeMissingException(string message) : Exception(message);
