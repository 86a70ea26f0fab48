namespace AliLogOps.Client;

/// <content>Logtail configurations.</content>
public sealed partial class LogServiceClient
{
    /// <summary>Creates a Logtail configuration (Log Service API: CreateConfig).</summary>
    /// <param name="logtailConfig">Its settings; both names, the input type and the logstore are needed.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task CreateLogtailConfigAsync(LogtailConfig logtailConfig, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(logtailConfig);
        NameRules.CheckSegment(logtailConfig.LogtailConfigName);
        return CreateAsync(
            ServiceRequest.WithJson(HttpMethod.Post, NameRules.CheckProject(logtailConfig.ProjectName), Write(logtailConfig), ConfigPath(logtailConfig.IsPipeline)),
            async token => (await GetLogtailConfigAsync(logtailConfig.ProjectName, logtailConfig.LogtailConfigName, logtailConfig.IsPipeline, token).ConfigureAwait(false)).CreateTime,
            cancellationToken);
    }

    /// <summary>Reads a Logtail configuration (Log Service API: GetConfig).</summary>
    /// <param name="projectName">The project.</param>
    /// <param name="logtailConfigName">The configuration.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task<LogtailConfig> GetLogtailConfigAsync(string projectName, string logtailConfigName, CancellationToken cancellationToken = default) =>
        GetLogtailConfigAsync(projectName, logtailConfigName, pipeline: false, cancellationToken);

    /// <summary>Reads a Logtail configuration of either form (Log Service API: GetConfig, GetLogtailPipelineConfig).</summary>
    /// <param name="projectName">The project.</param>
    /// <param name="logtailConfigName">The configuration.</param>
    /// <param name="pipeline">Whether it is of the pipeline form.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task<LogtailConfig> GetLogtailConfigAsync(string projectName, string logtailConfigName, bool pipeline, CancellationToken cancellationToken = default) =>
        ReadObjectAsync(
            ServiceRequest.To(HttpMethod.Get, NameRules.CheckProject(projectName), ConfigPath(pipeline), logtailConfigName),
            json => pipeline ? PipelineConfigJson.Read(json, projectName, logtailConfigName) : LogtailConfigJson.Read(json, projectName, logtailConfigName),
            cancellationToken);

    /// <summary>Lists the names of a project's Logtail configurations (Log Service API: ListConfig).</summary>
    /// <param name="projectName">The project.</param>
    /// <param name="nameContains">Part of the name; null for all.</param>
    /// <param name="logstoreName">Only those that write to this logstore; null for all.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public IAsyncEnumerable<string> ListLogtailConfigNamesAsync(string projectName, string? nameContains = null, string? logstoreName = null, CancellationToken cancellationToken = default) =>
        ListLogtailConfigNamesAsync(projectName, pipeline: false, nameContains, logstoreName, cancellationToken);

    /// <summary>Lists the names of a project's Logtail configurations of one form (Log Service API: ListConfig, ListLogtailPipelineConfig).</summary>
    /// <param name="projectName">The project.</param>
    /// <param name="pipeline">Whether those of the pipeline form are meant.</param>
    /// <param name="nameContains">Part of the name; null for all.</param>
    /// <param name="logstoreName">Only those that write to this logstore; null for all.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public IAsyncEnumerable<string> ListLogtailConfigNamesAsync(string projectName, bool pipeline, string? nameContains = null, string? logstoreName = null, CancellationToken cancellationToken = default)
    {
        NameRules.CheckProject(projectName);
        return ListAsync(
            () => ServiceRequest.To(HttpMethod.Get, projectName, ConfigPath(pipeline)).With("configName", nameContains).With("logstoreName", logstoreName),
            "configs",
            json => json.AsText(),
            cancellationToken);
    }

    /// <summary>Replaces a Logtail configuration's settings (Log Service API: UpdateConfig). Members it was read with and this version does not know are sent back.</summary>
    /// <param name="logtailConfig">All its settings.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task UpdateLogtailConfigAsync(LogtailConfig logtailConfig, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(logtailConfig);
        return SendAsync(
            ServiceRequest.WithJson(HttpMethod.Put, NameRules.CheckProject(logtailConfig.ProjectName), Write(logtailConfig), ConfigPath(logtailConfig.IsPipeline), logtailConfig.LogtailConfigName),
            cancellationToken);
    }

    /// <summary>Removes a Logtail configuration and its bindings (Log Service API: DeleteConfig).</summary>
    /// <param name="projectName">The project.</param>
    /// <param name="logtailConfigName">The configuration.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task DeleteLogtailConfigAsync(string projectName, string logtailConfigName, CancellationToken cancellationToken = default) =>
        DeleteLogtailConfigAsync(projectName, logtailConfigName, pipeline: false, cancellationToken);

    /// <summary>Removes a Logtail configuration of either form and its bindings (Log Service API: DeleteConfig, DeleteLogtailPipelineConfig).</summary>
    /// <param name="projectName">The project.</param>
    /// <param name="logtailConfigName">The configuration.</param>
    /// <param name="pipeline">Whether it is of the pipeline form.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task DeleteLogtailConfigAsync(string projectName, string logtailConfigName, bool pipeline, CancellationToken cancellationToken = default) =>
        DeleteAsync(ServiceRequest.To(HttpMethod.Delete, NameRules.CheckProject(projectName), ConfigPath(pipeline), logtailConfigName), MissingResource.LogtailConfig, cancellationToken);

    private static string ConfigPath(bool pipeline) => pipeline ? "pipelineconfigs" : "configs";

    private static ReadOnlyMemory<byte> Write(LogtailConfig config) => config.IsPipeline ? PipelineConfigJson.Write(config) : LogtailConfigJson.Write(config);
}
