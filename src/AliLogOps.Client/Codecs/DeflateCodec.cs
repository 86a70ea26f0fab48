using System.IO.Compression;

namespace AliLogOps.Client;

/// <summary><c>deflate</c>: a zlib stream (RFC 1950) as the SDKs write it; bare RFC 1951 data is read too.</summary>
internal sealed class DeflateCodec : StreamCodec
{
    /// <inheritdoc />
    protected override Stream Open(Stream compressed, CompressionMode mode)
    {
        if (mode == CompressionMode.Compress)
        {
            return new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true);
        }

        int first = compressed.ReadByte();
        int second = compressed.ReadByte();
        compressed.Position = 0;
        bool zlib = first >= 0 && second >= 0 && (first & 0x0F) == 8 && ((first << 8) | second) % 31 == 0;
        return zlib ? new ZLibStream(compressed, mode) : new DeflateStream(compressed, mode);
    }
}
