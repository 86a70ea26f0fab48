using System.Management.Automation;

namespace AliLogOps.Validation;

/// <summary>An identifier that agents carry in their file <c>user_defined_id</c>: one line of text without blanks.</summary>
public sealed class ValidateIdentifierAttribute : ValidateEnumeratedArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void ValidateElement(object element)
    {
        var text = (element is PSObject wrapped ? wrapped.BaseObject : element)?.ToString();
        if (string.IsNullOrEmpty(text) || text.Any(character => char.IsWhiteSpace(character) || char.IsControl(character)))
        {
            throw new ValidationMetadataException($"'{text}' is not a machine identifier: it must not be empty or contain blanks or line breaks. It is the text in the agents' file user_defined_id, for example logtail-id-dev.");
        }
    }
}
