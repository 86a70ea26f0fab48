using AliLogOps.Client;

namespace AliLogOps.Setup.Plan;

/// <summary>The services a setup lives in.</summary>
/// <param name="Log">The Log Service.</param>
/// <param name="Ecs">ECS; asked only where the setup has rules or host tags.</param>
public sealed record SetupServices(LogServiceClient Log, EcsClient Ecs);
