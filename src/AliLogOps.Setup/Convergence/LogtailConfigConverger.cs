using AliLogOps.Client;

namespace AliLogOps.Setup;

/// <summary>Brings a Logtail config to its desired state.</summary>
public static class LogtailConfigConverger
{
    private static readonly Dictionary<string, object?> s_noDetail = [];

    /// <summary>Reads the config and works out what to do. Sends no write.</summary>
    /// <param name="client">The service.</param>
    /// <param name="spec">What the config should be.</param>
    /// <param name="assumeParent">True for a rehearsal, where a missing project means that it would have been created by then.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="LogServiceException">The config could not be read, for any reason but that it does not exist.</exception>
    public static async Task<ConvergePlan<LogtailConfig>> PlanAsync(LogServiceClient client, LogtailConfigSpec spec, bool assumeParent = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(spec);
        var actual = await ReadAsync(IsPipeline(spec.InputType)).ConfigureAwait(false);
        if (actual is null && string.IsNullOrEmpty(spec.InputType))
        {
            // nobody said which form the config has: the newer ones have an address of their own
            actual = await ReadAsync(pipeline: true).ConfigureAwait(false);
        }

        var desired = actual is null ? Predict(spec) : Merge(actual, spec);
        return new ConvergePlan<LogtailConfig>(desired, actual, actual is null ? FindGaps(spec) : Compare(spec, actual), (plan, token) => ApplyAsync(client, plan, token));

        Task<LogtailConfig?> ReadAsync(bool pipeline)
        {
            var read = client.GetLogtailConfigAsync(spec.ProjectName, spec.LogtailConfigName, pipeline, cancellationToken);
            return Existing.OrNullAsync(read, MissingResource.LogtailConfig, Existing.Parent(assumeParent));
        }
    }

    /// <summary>The config as it would be created. A syslog input keeps logs on disk while sending fails, as in the console.</summary>
    public static LogtailConfig Predict(LogtailConfigSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var blank = new LogtailConfig { ProjectName = spec.ProjectName, LogtailConfigName = spec.LogtailConfigName, InputType = spec.InputType ?? "" };
        if (IsSyslog(spec.InputType))
        {
            blank = blank with { InputDetail = new Dictionary<string, object?>(StringComparer.Ordinal) { ["localStorage"] = true } };
        }

        return Merge(blank, spec);
    }

    private static LogtailConfig Merge(LogtailConfig source, LogtailConfigSpec spec)
    {
        // what an input of another type left behind would be noise in this one
        var detail = spec.InputType is null || IsSameInput(spec.InputType, source.InputType) ? source.InputDetail : s_noDetail;
        return source with
        {
            InputType = spec.InputType is null || IsSameInput(spec.InputType, source.InputType) ? source.InputType : spec.InputType,
            LogstoreName = spec.LogstoreName ?? source.LogstoreName,
            InputDetail = DetailValues.Merge(detail, spec.InputDetail ?? s_noDetail),
            LogSample = spec.LogSample ?? source.LogSample,
        };
    }

    private static IReadOnlyList<PropertyDifference> FindGaps(LogtailConfigSpec spec)
    {
        var differences = new DifferenceList();
        if (string.IsNullOrEmpty(spec.LogstoreName))
        {
            differences.Add("logstoreName", null, null, $"The Logtail config {spec.ProjectName}/{spec.LogtailConfigName} does not exist, and to create it the logstore that its logs go to is needed.");
        }

        if (string.IsNullOrEmpty(spec.InputType))
        {
            differences.Add("inputType", null, null, $"The Logtail config {spec.ProjectName}/{spec.LogtailConfigName} does not exist, and to create it its input is needed.");
        }
        else if (IsSyslog(spec.InputType) && spec.InputDetail?.ContainsKey("tag") != true)
        {
            differences.Add("tag", null, null, $"The Logtail config {spec.ProjectName}/{spec.LogtailConfigName} does not exist, and to create it the tag that its lines carry is needed.");
        }

        return differences.Items;
    }

    private static IReadOnlyList<PropertyDifference> Compare(LogtailConfigSpec spec, LogtailConfig actual)
    {
        var differences = new DifferenceList();
        var detail = actual.InputDetail;
        if (spec.InputType is not null && !IsSameInput(spec.InputType, actual.InputType))
        {
            differences.Add("inputType", actual.InputType, spec.InputType);
            detail = s_noDetail;
        }

        differences.Compare("logstoreName", spec.LogstoreName, actual.LogstoreName);
        DetailValues.Compare(differences, "", spec.InputDetail ?? s_noDetail, detail);
        differences.Compare("logSample", spec.LogSample, actual.LogSample);
        return differences.Items;
    }

    /// <summary>Whether two names are of one input.</summary>
    internal static bool IsSameInput(string left, string right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase) || (IsSyslog(left) && IsSyslog(right));

    // two names of one input: what is created as syslog may be read back as streamlog
    private static bool IsSyslog(string? inputType) =>
        string.Equals(inputType, "syslog", StringComparison.OrdinalIgnoreCase) || string.Equals(inputType, "streamlog", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a config with this input is one of the newer, pipeline form.</summary>
    internal static bool IsPipeline(string? inputType) => string.Equals(inputType, LogtailConfig.PipelineType, StringComparison.OrdinalIgnoreCase);

    private static async Task<LogtailConfig> ApplyAsync(LogServiceClient client, ConvergePlan<LogtailConfig> plan, CancellationToken cancellationToken)
    {
        var desired = plan.Desired;
        var write = plan.Actual is null ? client.CreateLogtailConfigAsync(desired, cancellationToken) : client.UpdateLogtailConfigAsync(desired, cancellationToken);
        await write.ConfigureAwait(false);
        return await Existing.OrSentAsync(client.GetLogtailConfigAsync(desired.ProjectName, desired.LogtailConfigName, desired.IsPipeline, cancellationToken), desired).ConfigureAwait(false);
    }
}
