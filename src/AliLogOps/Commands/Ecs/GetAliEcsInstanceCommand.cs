using System.Collections;
using System.Globalization;
using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Errors;
using AliLogOps.Transformations;

namespace AliLogOps.Commands;

/// <summary>Get-AliEcsInstance: the ECS instances of the connection's region, narrowed by what is given.</summary>
[Cmdlet(VerbsCommon.Get, "AliEcsInstance")]
[OutputType(typeof(EcsInstance))]
public sealed class GetAliEcsInstanceCommand : AliLogCommand
{
    private readonly List<string> _ids = [];

    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameTransformation]
    [ValidatePattern("^i-[A-Za-z0-9-]+$")]
    [ArgumentCompleter(typeof(EcsInstanceIdCompleter))]
    public string[]? InstanceId { get; set; }

    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    [Parameter]
    [ValidateNotNull]
    public IDictionary? Tag { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? VpcId { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SecurityGroupIdCompleter))]
    public string? SecurityGroupId { get; set; }

    [Parameter]
    [ValidateSet("Pending", "Starting", "Running", "Stopping", "Stopped")]
    public string? Status { get; set; }

    // an instance that is left out may then be one that does not fit
    private bool IsNarrowed => Name is not null || Tag is not null || VpcId is not null || SecurityGroupId is not null || Status is not null;

    /// <inheritdoc/>
    protected override void ProcessRecord() => _ids.AddRange(InstanceId ?? []);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_ids.Count == 0 && MyInvocation.ExpectingInput)
        {
            // an empty pipeline asks for nothing, not for everything
            return;
        }

        var filter = new EcsInstanceFilter
        {
            InstanceIds = [.. _ids.Distinct(StringComparer.Ordinal)],
            InstanceName = Name,
            Tags = ReadTags(Tag),
            VpcId = VpcId,
            SecurityGroupId = SecurityGroupId,
            Status = Status,
        };
        var missing = filter.InstanceIds.ToHashSet(StringComparer.Ordinal);
        var ended = ForEachItem(Name ?? string.Join(", ", filter.InstanceIds), token => Ecs.DescribeInstancesAsync(filter, null, token), instance =>
        {
            missing.Remove(instance.InstanceId);
            WriteObject(instance);
        });
        if (ended && !IsNarrowed)
        {
            foreach (var id in filter.InstanceIds.Where(missing.Contains))
            {
                WriteMissing(id);
            }
        }

        base.EndProcessing();
    }

    // ECS leaves out of its answer what it does not have
    private void WriteMissing(string id)
    {
        var message = $"There is no instance '{id}' in {ActiveConnection.Region}, or the key may not see it.";
        WriteError(ErrorRecords.Create(
            new ItemNotFoundException(message), "AliLog.InvalidInstance.NotFound", ErrorCategory.ObjectNotFound, id, message, "Check the id and the region; a key without the right ecs:DescribeInstances gets an empty answer."));
    }

    /// <summary>Tags as a script gives them; a value of null or empty text matches any.</summary>
    internal static IReadOnlyDictionary<string, string> ReadTags(IDictionary? tags) =>
        (tags is null ? [] : PlainValues.Pairs(tags)).ToDictionary(tag => tag.Name, tag => Convert.ToString(PlainValues.Unwrap(tag.Value), CultureInfo.InvariantCulture) ?? "", StringComparer.Ordinal);
}
