using System.Management.Automation;
using System.Net;

namespace AliLogOps.Validation;

/// <summary>An IPv4 or IPv6 address, or a network with its prefix length.</summary>
public sealed class ValidateCidrAttribute : ValidateEnumeratedArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void ValidateElement(object element)
    {
        var text = (element is PSObject wrapped ? wrapped.BaseObject : element)?.ToString() ?? "";
        if (IPNetwork.TryParse(text, out _) || (IPAddress.TryParse(text, out _) && text.Contains(text.Contains(':', StringComparison.Ordinal) ? ':' : '.', StringComparison.Ordinal)))
        {
            return;
        }

        throw new ValidationMetadataException($"'{text}' is not an address or network. Give an IPv4 or IPv6 address, or the first address of a network with its prefix length (192.168.0.0/16).");
    }
}
