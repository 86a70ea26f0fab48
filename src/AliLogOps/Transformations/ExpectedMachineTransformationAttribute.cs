using System.Collections;
using System.Management.Automation;
using System.Net;

namespace AliLogOps.Transformations;

/// <summary>
/// Reads machines that are expected from addresses as text, or from any objects that know their address and name: ECS instances,
/// rows of a CSV file, hashtables.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class ExpectedMachineTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly string[] s_addresses = ["PrivateIPAddress", "PrivateIpAddress", "IPAddress", "IP", "Address"];
    private static readonly string[] s_names = ["MachineName", "HostName", "InstanceName", "Name"];

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = PlainValues.Unwrap(inputData);
        return value switch
        {
            null => null,
            IEnumerable items and not string and not IDictionary => items.Cast<object?>().Select(Read).ToArray(),
            _ => new[] { Read(value) },
        };
    }

    private static ExpectedMachine Read(object? item)
    {
        var value = PlainValues.Unwrap(item);
        switch (value)
        {
            case ExpectedMachine machine:
                return machine;
            case string text when IPAddress.TryParse(text, out _):
                return new ExpectedMachine { MachineName = text, IPAddress = [text] };
            case string text:
                throw new ArgumentTransformationMetadataException($"'{text}' is no address. Give the addresses the agents report, or objects with an address, such as ECS instances.");
        }

        var addresses = Find(value, s_addresses) switch
        {
            null => [],
            string one => one.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries),
            IEnumerable many => many.Cast<object?>().Select(address => address?.ToString() ?? "").Where(address => address.Length > 0).ToArray(),
            var other => (string[])[other.ToString()!],
        };
        return addresses.Length == 0
            ? throw new ArgumentTransformationMetadataException($"'{value}' has no address. Give addresses, or objects with one of the properties {string.Join(", ", s_addresses)}.")
            : new ExpectedMachine
            {
                MachineName = Find(value, s_names)?.ToString() is { Length: > 0 } name ? name : addresses[0],
                IPAddress = addresses,
                InstanceId = Find(value, ["InstanceId"])?.ToString() ?? "",
            };
    }

    private static object? Find(object? value, string[] names)
    {
        foreach (var name in names)
        {
            var found = value is IDictionary table ? table[name] : value is null ? null : PSObject.AsPSObject(value).Properties[name]?.Value;
            if (found is not null)
            {
                return PlainValues.Unwrap(found);
            }
        }

        return null;
    }
}
