using AliLogOps.Emulator.Control;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.Ecs;

/// <summary>Security groups, instances, roles and metadata of ECS and STS. Each emulator has one group from the start, so that a rule can be added at once.</summary>
internal sealed class EcsPart : IEmulatorPart
{
    public const string DefaultGroupId = "sg-emulator";
    public const string DefaultVpcId = "vpc-emulator";

    private static readonly SchemaPart s_groups = new(
        "security groups",
        """
        CREATE TABLE security_group (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            description TEXT NOT NULL,
            vpc_id TEXT NOT NULL,
            type TEXT NOT NULL,
            resource_group_id TEXT NOT NULL,
            tags TEXT NOT NULL,
            create_time INTEGER NOT NULL);

        CREATE TABLE security_group_rule (
            id TEXT PRIMARY KEY,
            group_id TEXT NOT NULL REFERENCES security_group (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            identity TEXT NOT NULL,
            fields TEXT NOT NULL,
            create_time INTEGER NOT NULL,
            UNIQUE (group_id, identity));
        """);

    public IReadOnlyList<SchemaPart> Schemas => [s_groups, InstanceRepository.Part];

    public void Register(OperationTable operations, ControlRoutes control, EmulatorServices services)
    {
        services.Metadata = new MetadataService(services);
        new InstanceRoutes(services).AddTo(control);
        new MetadataRoutes(services).AddTo(control);
        services.Database.Write(session =>
        {
            if (SecurityGroupRepository.Find(session, DefaultGroupId) is null)
            {
                SecurityGroupRepository.Insert(session, new SecurityGroupRecord
                {
                    Id = DefaultGroupId,
                    Name = "emulator",
                    Description = "Group that every emulator has from the start",
                    VpcId = DefaultVpcId,
                    CreateTime = services.Clock.GetUtcNow().ToUnixTimeSeconds(),
                });
            }
        });
    }
}
