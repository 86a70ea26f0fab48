using System.Buffers;

namespace AliLogOps.Client;

/// <summary>A log group as the body of a write: encoded and compressed in pooled memory.</summary>
internal sealed class LogGroupBody : IDisposable
{
    public const string CompressType = "lz4";
    private const int MaxRawLength = 10 * 1024 * 1024;
    private byte[]? _array;
    private readonly int _length;

    private LogGroupBody(byte[] array, int length, int rawLength)
    {
        _array = array;
        _length = length;
        RawLength = rawLength;
    }

    /// <summary>Bytes before compression.</summary>
    public int RawLength { get; }

    /// <summary>The body as sent.</summary>
    public ReadOnlyMemory<byte> Compressed => _array.AsMemory(0, _length);

    /// <summary>Encodes and compresses a group.</summary>
    /// <exception cref="ArgumentException">The group is larger than the service takes.</exception>
    public static LogGroupBody Create(LogGroup group)
    {
        int rawLength = LogGroupWriter.Measure(group);
        if (rawLength > MaxRawLength)
        {
            throw new ArgumentException($"The log group takes {rawLength} bytes, but a write may have {MaxRawLength}. Send fewer logs at a time.", nameof(group));
        }

        byte[] raw = ArrayPool<byte>.Shared.Rent(rawLength);
        try
        {
            LogGroupWriter.Write(group, raw);
            ICompressionCodec codec = Compression.Get(CompressType);
            byte[] compressed = ArrayPool<byte>.Shared.Rent(codec.MaxCompressedLength(rawLength));
            return new LogGroupBody(compressed, codec.Compress(raw.AsSpan(0, rawLength), compressed), rawLength);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(raw);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _array, null) is { } array)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}
