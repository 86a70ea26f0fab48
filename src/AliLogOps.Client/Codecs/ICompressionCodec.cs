namespace AliLogOps.Client;

/// <summary>One compression of the protocol, on whole bodies. Thread-safe.</summary>
internal interface ICompressionCodec
{
    /// <summary>Room that surely suffices for a compressed body.</summary>
    public int MaxCompressedLength(int rawLength);

    /// <summary>Compresses; returns the bytes written.</summary>
    public int Compress(ReadOnlySpan<byte> raw, Span<byte> target);

    /// <summary>Decompresses; returns the bytes written.</summary>
    /// <exception cref="InvalidDataException">The body is damaged or longer than the target.</exception>
    public int Decompress(ReadOnlySpan<byte> compressed, Span<byte> raw);
}
