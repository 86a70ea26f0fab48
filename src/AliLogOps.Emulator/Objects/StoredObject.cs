namespace AliLogOps.Emulator.Objects;

/// <summary>An object as it was put.</summary>
/// <param name="Headers">What is given back with it: names in lower case, ETag among them.</param>
/// <param name="Content">The body, which may be empty.</param>
internal sealed record StoredObject(IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Content);
