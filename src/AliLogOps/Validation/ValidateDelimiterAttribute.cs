using System.Management.Automation;

namespace AliLogOps.Validation;

/// <summary>Delimiters of an index are single characters; a longer one is most likely several in one text.</summary>
public sealed class ValidateDelimiterAttribute : ValidateEnumeratedArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void ValidateElement(object element)
    {
        var text = (element is PSObject wrapped ? wrapped.BaseObject : element)?.ToString();
        if (text is not { Length: 1 })
        {
            throw new ValidationMetadataException($"'{text}' is not a delimiter: each is exactly one character. Give them as a list, for example -Token ',', ' ', \"`t\".");
        }
    }
}
