using System.Text.Json.Serialization;

namespace AliLogOps.Emulator.Ecs;

/// <summary>Serialisers for what is stored as text; generated at build time, so that nothing is reflected over at start.</summary>
[JsonSerializable(typeof(SecurityGroupRule))]
[JsonSerializable(typeof(IReadOnlyList<KeyValuePair<string, string>>))]
internal sealed partial class EcsJson : JsonSerializerContext;
