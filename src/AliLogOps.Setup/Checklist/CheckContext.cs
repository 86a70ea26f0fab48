using System.Collections.Concurrent;
using AliLogOps.Client;
using AliLogOps.Setup.Plan;

namespace AliLogOps.Setup.Checklist;

/// <summary>What checks look at. What several of them need is read once.</summary>
internal sealed class CheckContext(LogSetup setup, SetupServices services, ChecklistOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Task> _reads = new(StringComparer.Ordinal);

    public LogSetup Setup => setup;

    public LogServiceClient Log => services.Log;

    public EcsClient Ecs => services.Ecs;

    public SetupServices Services => services;

    public ChecklistOptions Options => options;

    public TimeProvider Time => time;

    /// <summary>Now by the service's clock, which heartbeats and logs carry.</summary>
    public DateTimeOffset ServiceNow => time.GetUtcNow() + (services.Log.ClockOffset ?? TimeSpan.Zero);

    public string ProjectName => setup.ProjectName;

    public Task<Logstore> LogstoreAsync(string name, CancellationToken token) => Once("store " + name, () => Log.GetLogstoreAsync(ProjectName, name, token));

    public Task<LogIndex> IndexAsync(string name, CancellationToken token) => Once("index " + name, () => Log.GetIndexAsync(ProjectName, name, token));

    public Task<MachineGroup> GroupAsync(string name, CancellationToken token) => Once("group " + name, () => Log.GetMachineGroupAsync(ProjectName, name, token));

    public Task<LogtailConfig> ConfigAsync(LogtailConfigSpec spec, CancellationToken token) => Once(
        "config " + spec.LogtailConfigName,
        () => Log.GetLogtailConfigAsync(ProjectName, spec.LogtailConfigName, LogtailConfigConverger.IsPipeline(spec.InputType), token));

    public Task<IReadOnlyList<MachineStatus>> MachinesAsync(MachineGroupSpec group, CancellationToken token) => Once(
        "machines " + group.MachineGroupName,
        () => MachineHeartbeat.ReadAsync(Log, ProjectName, group.MachineGroupName, ExpectationOf(group).HeartbeatTimeout, time, token));

    public Task<IReadOnlyList<SecurityGroupRule>> RulesAsync(string securityGroupId, CancellationToken token) => Once(
        "rules " + securityGroupId,
        () => Ecs.DescribeSecurityGroupAttributeAsync(null, securityGroupId, null, token));

    /// <summary>What is demanded of a group; nothing but fresh heartbeats where nothing is said.</summary>
    public MachineExpectation ExpectationOf(MachineGroupSpec group) =>
        setup.MachineExpectations.FirstOrDefault(expectation => expectation.MachineGroupName == group.MachineGroupName) ?? new MachineExpectation { MachineGroupName = group.MachineGroupName };

    /// <summary>What is demanded of a logstore.</summary>
    public LogExpectation ExpectationOf(LogstoreSpec store) =>
        setup.LogExpectations.FirstOrDefault(expectation => expectation.LogstoreName == store.LogstoreName) ?? new LogExpectation { LogstoreName = store.LogstoreName };

    /// <summary>Host names whose logs belong into a logstore: those of the groups that its configs are applied to.</summary>
    public IReadOnlyList<string> HostsOf(LogstoreSpec store)
    {
        var configs = setup.LogtailConfigs.Where(config => config.LogstoreName == store.LogstoreName).Select(config => config.LogtailConfigName).ToHashSet(StringComparer.Ordinal);
        var groups = setup.Bindings.Where(binding => configs.Contains(binding.LogtailConfigName)).Select(binding => binding.MachineGroupName).ToHashSet(StringComparer.Ordinal);
        return [.. setup.MachineExpectations.Where(expectation => groups.Contains(expectation.MachineGroupName)).SelectMany(expectation => expectation.Hosts).Distinct(StringComparer.Ordinal)];
    }

    private Task<T> Once<T>(string key, Func<Task<T>> read) => (Task<T>)_reads.GetOrAdd(key, _ => read());
}
