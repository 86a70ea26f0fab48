using AliLogOps.Client;
using K4os.Compression.LZ4;

namespace AliLogOps.Codecs;

/// <summary>One raw LZ4 block: no frame, no length before it. What cannot be compressed becomes one block of literals.</summary>
internal sealed class Lz4BlockCodec : ICompressionCodec
{
    /// <inheritdoc />
    public int MaxCompressedLength(int rawLength) => LZ4Codec.MaximumOutputSize(rawLength);

    /// <inheritdoc />
    public int Compress(ReadOnlySpan<byte> raw, Span<byte> target)
    {
        int written = LZ4Codec.Encode(raw, target, LZ4Level.L00_FAST);
        return written >= 0 ? written : throw new ArgumentException("The target is too small for the compressed block.", nameof(target));
    }

    /// <inheritdoc />
    public int Decompress(ReadOnlySpan<byte> compressed, Span<byte> raw)
    {
        int written = LZ4Codec.Decode(compressed, raw);
        return written >= 0 ? written : throw new InvalidDataException("the LZ4 block is damaged or longer than announced");
    }
}
