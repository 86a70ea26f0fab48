using System.Globalization;
using System.Net;
using AliLogOps.Emulator.Sql.Execution;
using static AliLogOps.Emulator.Sql.SqlType;

namespace AliLogOps.Emulator.Sql.Functions;

/// <summary>Functions on IP addresses that need no geographical data (Log Service documentation, "IP functions").</summary>
internal static class IpFunctions
{
    public static IEnumerable<SqlFunction> All =>
    [
        Make.Scalar("ip_prefix", Varchar, call => call.Return(Prefix(Address(call.Text(0)), call.Long(1)).ToString()), Varchar, Bigint),
        Make.Scalar("is_prefix_subnet_of", SqlType.Boolean, call => call.Return(IsSubnet(call)), Varchar, Varchar),
        Make.Scalar("is_subnet_of", SqlType.Boolean, call => call.Return(Network(call.Text(0)).Contains(Address(call.Text(1)))), Varchar, Varchar),
        Make.Scalar("ip_subnet_min", Varchar, call => call.Return(Network(call.Text(0)).BaseAddress.ToString()), Varchar),
    ];

    private static IPAddress Address(string text)
    {
        return IPAddress.TryParse(text, out IPAddress? address) && text.AsSpan().ContainsAny('.', ':')
            ? address
            : throw new SqlValueException($"Cannot cast value to IPADDRESS: {text}");
    }

    private static IPNetwork Network(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && long.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long length)
            ? Prefix(Address(text[..slash]), length)
            : throw new SqlValueException($"Cannot cast value to IPPREFIX: {text}");
    }

    private static IPNetwork Prefix(IPAddress address, long length)
    {
        byte[] bytes = address.GetAddressBytes();
        if (length < 0 || length > bytes.Length * 8)
        {
            throw new SqlValueException($"the prefix length {length.ToString(CultureInfo.InvariantCulture)} does not fit the address {address}");
        }
        for (int bit = (int)length; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }
        return new IPNetwork(new IPAddress(bytes), (int)length);
    }

    private static bool IsSubnet(SqlCall call)
    {
        IPNetwork outer = Network(call.Text(0));
        IPNetwork inner = Network(call.Text(1));
        return inner.PrefixLength >= outer.PrefixLength && outer.Contains(inner.BaseAddress);
    }
}
