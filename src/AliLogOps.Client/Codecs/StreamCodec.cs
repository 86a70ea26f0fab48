using System.IO.Compression;

namespace AliLogOps.Client;

/// <summary>Base of the codecs the framework brings as streams.</summary>
internal abstract class StreamCodec : ICompressionCodec
{
    /// <inheritdoc />
    // a fast compressor may spend up to nine bits on each byte of random data
    public int MaxCompressedLength(int rawLength) => checked(rawLength + (rawLength / 4) + 128);

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
        try
        {
            int length = stream.ReadAtLeast(raw, raw.Length, throwOnEndOfStream: false);
            return length < raw.Length || stream.ReadByte() < 0 ? length : throw new InvalidDataException("there is more data than announced");
        }
        catch (IOException fault)
        {
            // some damage is reported by the compression library, not found by the stream
            throw new InvalidDataException("the data is damaged: " + fault.Message, fault);
        }
    }

    /// <summary>A stream over the compressed bytes.</summary>
    protected abstract Stream Open(Stream compressed, CompressionMode mode);
}
