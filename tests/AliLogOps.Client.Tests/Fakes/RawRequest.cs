namespace AliLogOps.Client.Tests;

/// <summary>A request as it came over the wire.</summary>
internal sealed record RawRequest(string Line, IReadOnlyDictionary<string, string> Headers, byte[] Body);
