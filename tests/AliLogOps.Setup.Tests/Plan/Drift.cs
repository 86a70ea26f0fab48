using AliLogOps.Client;
using AliLogOps.Setup.Plan;

namespace AliLogOps.Setup.Tests.Plan;

/// <summary>Changes behind a setup's back, each with what a comparison must then say and nothing else.</summary>
internal static class Drift
{
    /// <summary>All changes that a setup offers a handle for, each in a resource or member of its own.</summary>
    public static IReadOnlyList<(string Expected, Func<LogServiceClient, Task> Inject)> Of(LogSetup setup)
    {
        var project = setup.ProjectName;
        var drifts = new List<(string, Func<LogServiceClient, Task>)>();
        if (setup.Description is not null)
        {
            drifts.Add(("Project description", client => client.UpdateProjectAsync(project, "changed")));
        }

        foreach (var store in setup.Logstores.Where(store => store.TtlDays is not null))
        {
            drifts.Add(($"Logstore {store.LogstoreName} ttl", async client => await client.UpdateLogstoreAsync((await client.GetLogstoreAsync(project, store.LogstoreName)) with { TtlDays = 5 })));
        }

        foreach (var index in setup.Indexes)
        {
            if (index.Keys?.Keys.FirstOrDefault() is { } key)
            {
                drifts.Add(($"Index {index.LogstoreName} keys.{key}", async client =>
                {
                    var has = await client.GetIndexAsync(project, index.LogstoreName);
                    await client.UpdateIndexAsync(has with { Keys = has.Keys.Where(entry => entry.Key != key).ToDictionary(entry => entry.Key, entry => entry.Value) });
                }));
            }
            else
            {
                drifts.Add(($"Index {index.LogstoreName} gone", client => client.DeleteIndexAsync(project, index.LogstoreName)));
            }
        }

        foreach (var group in setup.MachineGroups)
        {
            drifts.Add(($"MachineGroup {group.MachineGroupName} machineList", async client =>
                await client.UpdateMachineGroupAsync((await client.GetMachineGroupAsync(project, group.MachineGroupName)) with { MachineList = ["somebody-else"] })));
        }

        foreach (var config in setup.LogtailConfigs)
        {
            if (config.InputType == LogtailConfig.PipelineType)
            {
                drifts.Add(($"LogtailConfig {config.LogtailConfigName} processors", async client =>
                {
                    var has = await client.GetLogtailConfigAsync(project, config.LogtailConfigName, pipeline: true);
                    await client.UpdateLogtailConfigAsync(has with { InputDetail = new Dictionary<string, object?>(has.InputDetail) { ["processors"] = new List<object?>() } });
                }));
                continue;
            }

            drifts.Add(($"LogtailConfig {config.LogtailConfigName} tag", async client =>
            {
                var has = await client.GetLogtailConfigAsync(project, config.LogtailConfigName);
                await client.UpdateLogtailConfigAsync(has with { InputDetail = new Dictionary<string, object?>(has.InputDetail) { ["tag"] = "other" } });
            }));
        }

        foreach (var binding in setup.Bindings)
        {
            drifts.Add(($"Binding {binding.LogtailConfigName} → {binding.MachineGroupName} gone", client => client.RemoveConfigFromMachineGroupAsync(project, binding.MachineGroupName, binding.LogtailConfigName)));
        }

        if (setup.Owner is not null)
        {
            drifts.Add(("OwnerTag project gone", client => client.UntagResourceAsync(ResourceTag.ProjectType, project, [OwnerMark.Key])));
        }

        return drifts;
    }

    /// <summary>A difference in the words of <see cref="Of"/>.</summary>
    public static string Describe(SetupDifference difference)
    {
        var name = difference.Kind == SetupResourceKind.Project ? "" : " " + difference.ResourceName;
        return $"{difference.Kind}{name} {(difference.Path.Length > 0 ? difference.Path : "gone")}";
    }
}
