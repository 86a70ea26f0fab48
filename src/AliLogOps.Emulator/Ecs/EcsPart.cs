using AliLogOps.Emulator.Control;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.Ecs;

/// <summary>Security groups of ECS. Each emulator has one group from the start, so that a rule can be added at once.</summary>
internal sealed class EcsPart : IEmulatorPart
{
    public const string DefaultGroupId = "sg-emulator";
    public const string DefaultVpcId = "vpc-emulator";

    public SchemaPart? Schema { get; } = new(
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

    public void Register(OperationTable operations, ControlRoutes control, EmulatorServices services)
    {
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
