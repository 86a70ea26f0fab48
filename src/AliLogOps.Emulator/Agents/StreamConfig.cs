using AliLogOps.Emulator.Agents.Sending;

namespace AliLogOps.Emulator.Agents;

/// <summary>A Logtail config of the stream input as an agent receives it.</summary>
/// <param name="ProjectName">The project the config belongs to.</param>
/// <param name="ConfigName">Its name there.</param>
/// <param name="LogstoreName">The logstore its logs go to.</param>
/// <param name="Tag">The second token of the lines it takes, byte for byte.</param>
internal sealed record StreamConfig(string ProjectName, string ConfigName, string LogstoreName, string Tag)
{
    /// <summary>Where the logs go.</summary>
    public SendTarget Target => new(ProjectName, LogstoreName);
}
