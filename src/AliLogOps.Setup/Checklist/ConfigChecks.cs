using AliLogOps.Client;
using AliLogOps.Setup.Hosts;

namespace AliLogOps.Setup.Checklist;

/// <summary>The Logtail configs: what they collect, where it goes, and the tag that both sides must agree on.</summary>
internal static class ConfigChecks
{
    public const string Exists = "config.exists";

    public static IReadOnlyList<SetupCheck> All { get; } =
    [
        new(Exists, "Configs collect into their logstore",
            "Agents do what the config says: with a wrong input nothing is collected, with a wrong logstore it lands elsewhere.",
            "Correct the config with Set-AliLogSetup; agents take it up within half a minute.",
            LookAtConfigs)
        {
            After = [ProjectChecks.Exists],
        },
        new("config.tag", "Tag is the one rsyslog sends",
            "Agents find the config of a line by its tag alone; lines with another tag are dropped without a trace.",
            "Make the config's tag and the second word of rsyslog's template equal, byte for byte, with Set-AliLogSetup or Export-AliLogtailHostFile.",
            LookAtTags)
        {
            After = [Exists],
        },
    ];

    private static async Task<CheckFinding> LookAtConfigs(CheckContext context, CancellationToken token)
    {
        var (bad, good) = (new List<string>(), new List<string>());
        foreach (var spec in context.Setup.LogtailConfigs)
        {
            LogtailConfig config;
            try
            {
                config = await context.ConfigAsync(spec, token).ConfigureAwait(false);
            }
            catch (LogServiceException problem) when (problem.MissingResource == MissingResource.LogtailConfig)
            {
                bad.Add($"{spec.LogtailConfigName} does not exist");
                continue;
            }

            if (spec.InputType is { } input && !LogtailConfigConverger.IsSameInput(input, config.InputType))
            {
                bad.Add($"{config.LogtailConfigName} has the input {config.InputType}, not {input}");
            }
            else if (spec.LogstoreName is { } store && store != config.LogstoreName)
            {
                bad.Add($"{config.LogtailConfigName} collects into {config.LogstoreName}, not into {store}");
            }
            else
            {
                good.Add($"{config.LogtailConfigName}: {config.InputType} → {config.LogstoreName}");
            }
        }

        return CheckFinding.Judge(bad, good, "The definition names no Logtail config.");
    }

    private static async Task<CheckFinding> LookAtTags(CheckContext context, CancellationToken token)
    {
        var (bad, good) = (new List<string>(), new List<string>());
        foreach (var spec in context.Setup.LogtailConfigs)
        {
            var config = await context.ConfigAsync(spec, token).ConfigureAwait(false);
            if (spec.InputDetail?.GetValueOrDefault("tag") is string wanted && config.Tag != wanted)
            {
                bad.Add($"{config.LogtailConfigName} has the tag '{config.Tag}', the definition '{wanted}'");
            }
            else if (context.Setup.SenderExpectations.FirstOrDefault(sender => sender.LogtailConfigName == spec.LogtailConfigName) is { } sender && FindOther(sender, config.Tag) is { } other)
            {
                bad.Add(other);
            }
            else if (config.Tag is { } tag)
            {
                good.Add($"{config.LogtailConfigName}: {tag}");
            }
        }

        return CheckFinding.Judge(bad, good, "No config collects from rsyslog.");
    }

    private static string? FindOther(SenderExpectation sender, string? tag)
    {
        var forward = RsyslogForward.Read(sender.File, File.ReadAllText(sender.File));
        if (forward?.Tag is not { } sent)
        {
            return $"{sender.File} has no template of the agent's form";
        }

        return sent == tag ? null : $"{sender.LogtailConfigName} has the tag '{tag}', {Path.GetFileName(sender.File)} sends '{sent}'";
    }
}
