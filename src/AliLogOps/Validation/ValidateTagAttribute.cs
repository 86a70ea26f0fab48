using System.Management.Automation;

namespace AliLogOps.Validation;

/// <summary>The tag of a syslog input: one word, for the tokens of a line are separated by blanks.</summary>
public sealed class ValidateTagAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        var text = arguments as string;
        if (string.IsNullOrEmpty(text) || text.Any(character => char.IsWhiteSpace(character) || char.IsControl(character)))
        {
            throw new ValidationMetadataException($"'{text}' is not a tag: it must be one word without blanks, the same as in the rsyslog template, for example sys_tag.");
        }
    }
}
