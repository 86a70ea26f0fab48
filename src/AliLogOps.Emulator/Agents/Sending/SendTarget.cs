namespace AliLogOps.Emulator.Agents.Sending;

/// <summary>The logstore that logs are for.</summary>
internal readonly record struct SendTarget(string ProjectName, string LogstoreName)
{
    public override string ToString() => $"{ProjectName}/{LogstoreName}";
}
