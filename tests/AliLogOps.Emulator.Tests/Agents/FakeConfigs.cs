using AliLogOps.Emulator.Agents;

namespace AliLogOps.Emulator.Tests.Agents;

/// <summary>A config server whose answer the test sets.</summary>
internal sealed class FakeConfigs : IStreamConfigSource
{
    public IReadOnlyList<StreamConfig> Configs { get; set; } =
        [new("sample-project", "sample-config", "sample-store", "sys_tag")];

    public IReadOnlyList<StreamConfig> Find(IReadOnlyList<string> identifiers, string ipAddress) => Configs;
}
