using System.Net;
using System.Text;

namespace AliLogOps.Emulator.Agents.StreamLog;

/// <summary>The other end of a connection: its address stands in for an ip that is empty or 127.0.0.1 in the line.</summary>
internal sealed class StreamLogPeer
{
    private readonly byte[] _address;

    public StreamLogPeer(IPAddress address)
    {
        Address = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
        _address = Encoding.UTF8.GetBytes(Address);
    }

    /// <summary>The address as text, without a port.</summary>
    public string Address { get; }

    /// <summary>The source of a log whose line says <paramref name="ip"/>.</summary>
    public ReadOnlySpan<byte> SourceFor(ReadOnlySpan<byte> ip) =>
        ip.IsEmpty || ip.SequenceEqual("127.0.0.1"u8) ? _address : ip;
}
