using System.Management.Automation;
using System.Net;

namespace AliLogOps.Validation;

/// <summary>The address of a machine as its agent reports it.</summary>
public sealed class ValidateIPAddressAttribute : ValidateEnumeratedArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void ValidateElement(object element)
    {
        var text = (element is PSObject wrapped ? wrapped.BaseObject : element)?.ToString();

        // .NET reads '1' and '10.1' as addresses too; nobody means that here
        if (!IPAddress.TryParse(text, out var address) || (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork && text.Count(character => character == '.') != 3))
        {
            throw new ValidationMetadataException($"'{text}' is not an IP address. Give addresses as the agents report them, for example 192.168.0.23.");
        }
    }
}
