using AliLogOps.Client;
using ZstdSharp;

namespace AliLogOps.Codecs;

/// <summary>One zstd frame.</summary>
internal sealed class ZstdCodec : ICompressionCodec
{
    private const int Level = 1;

    /// <inheritdoc />
    public int MaxCompressedLength(int rawLength) => Compressor.GetCompressBound(rawLength);

    /// <inheritdoc />
    public int Compress(ReadOnlySpan<byte> raw, Span<byte> target)
    {
        using Compressor compressor = new(Level);
        return compressor.Wrap(raw, target);
    }

    /// <inheritdoc />
    public int Decompress(ReadOnlySpan<byte> compressed, Span<byte> raw)
    {
        using Decompressor decompressor = new();
        try
        {
            return decompressor.Unwrap(compressed, raw);
        }
        catch (ZstdException fault)
        {
            throw new InvalidDataException("the zstd frame is damaged or longer than announced: " + fault.Message, fault);
        }
    }
}
