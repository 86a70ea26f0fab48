using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AliLogOps.Emulator.Agents.Sending;

/// <summary>
/// The tag <c>__pack_id__</c> by which the service tells which log groups follow each other: the context, which is the same for
/// all groups of one source, and the number of the group (Log Service documentation, "Context query").
/// </summary>
internal sealed class PackIds
{
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(8);
    private long _number;

    /// <summary>Name of the tag.</summary>
    public static ReadOnlySpan<byte> Key => "__pack_id__"u8;

    /// <summary>The tag of the next group of a source.</summary>
    public KeyValuePair<byte[], byte[]> Next(ReadOnlySpan<byte> source)
    {
        string context = Convert.ToHexString(SHA256.HashData((byte[])[.. _secret, .. source]).AsSpan(0, 8));
        string id = string.Create(CultureInfo.InvariantCulture, $"{context}-{_number++:X}");
        return new(Key.ToArray(), Encoding.ASCII.GetBytes(id));
    }
}
