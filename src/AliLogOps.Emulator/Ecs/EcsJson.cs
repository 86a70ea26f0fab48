using System.Text.Json.Serialization;

namespace AliLogOps.Emulator.Ecs;

/// <summary>Serialiser of rules and instances as they are stored; generated at build time, so that nothing is reflected over at start.</summary>
[JsonSerializable(typeof(SecurityGroupRule))]
[JsonSerializable(typeof(InstanceRecord))]
internal sealed partial class EcsJson : JsonSerializerContext;
