using System.Management.Automation;
using AliLogOps.Setup;

namespace AliLogOps.Validation;

/// <summary>Checks names before anything is sent, and says what is wrong and what is allowed.</summary>
public abstract class ResourceNameAttribute : ValidateEnumeratedArgumentsAttribute
{
    /// <summary>True on listing cmdlets, where * ? and [ ] select by pattern.</summary>
    public bool AllowWildcards { get; set; }

    private protected abstract ResourceNameRule Rule { get; }

    /// <inheritdoc/>
    protected override void ValidateElement(object element)
    {
        var name = (element is PSObject wrapped ? wrapped.BaseObject : element)?.ToString();
        if (AllowWildcards && name is not null && WildcardPattern.ContainsWildcardCharacters(name))
        {
            return;
        }

        if (Rule.Check(name) is { } problem)
        {
            throw new ValidationMetadataException(problem);
        }
    }
}

/// <summary>The name of a project.</summary>
public sealed class ValidateProjectNameAttribute : ResourceNameAttribute
{
    private protected override ResourceNameRule Rule => ResourceNameRule.Project;
}

/// <summary>The name of a logstore.</summary>
public sealed class ValidateLogstoreNameAttribute : ResourceNameAttribute
{
    private protected override ResourceNameRule Rule => ResourceNameRule.Logstore;
}

/// <summary>The name of a machine group.</summary>
public sealed class ValidateMachineGroupNameAttribute : ResourceNameAttribute
{
    private protected override ResourceNameRule Rule => ResourceNameRule.MachineGroup;
}

/// <summary>The name of a Logtail config.</summary>
public sealed class ValidateLogtailConfigNameAttribute : ResourceNameAttribute
{
    private protected override ResourceNameRule Rule => ResourceNameRule.LogtailConfig;
}
