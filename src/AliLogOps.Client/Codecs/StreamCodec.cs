using System.IO.Compression;

namespace AliLogOps.Client;

/// <summary>Base of the codecs the framework brings as streams.</summary>
internal abstract class StreamCodec : ICompressionCodec
{
    /// <inheritdoc />
    // stored blocks: five bytes for each 16 KB and the container's own, rounded up well
    public int MaxCompressedLength(int rawLength) => checked(rawLength + (rawLength / 1024) + 64);

    /// <inheritdoc />
    public int Compress(ReadOnlySpan<byte> raw, Span<byte> target)
    {
        using MemoryStream buffer = new();
        using (Stream stream = Open(buffer, CompressionMode.Compress))
        {
            stream.Write(raw);
        }

        buffer.GetBuffer().AsSpan(0, (int)buffer.Length).CopyTo(target);
        return (int)buffer.Length;
    }

    /// <inheritdoc />
    public int Decompress(ReadOnlySpan<byte> compressed, Span<byte> raw)
    {
        using MemoryStream source = new(compressed.ToArray(), writable: false);
        using Stream stream = Open(source, CompressionMode.Decompress);
        int length = 0;
        while (length < raw.Length)
        {
            int read = stream.Read(raw[length..]);
            if (read == 0)
            {
                return length;
            }

            length += read;
        }

        return stream.ReadByte() < 0 ? length : throw new InvalidDataException("there is more data than announced");
    }

    /// <summary>A stream over the compressed bytes.</summary>
    protected abstract Stream Open(Stream compressed, CompressionMode mode);
}
