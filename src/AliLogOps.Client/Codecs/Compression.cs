using System.Collections.Concurrent;

namespace AliLogOps.Client;

/// <summary>Compression by the names of the protocol (Log Service API: "Common request headers", x-log-compresstype).</summary>
internal static class Compression
{
    private static readonly ConcurrentDictionary<string, ICompressionCodec> s_codecs = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The codec of a name.</summary>
    /// <exception cref="InvalidDataException">No codec has this name.</exception>
    /// <exception cref="LogServiceException">The codec's files are missing.</exception>
    public static ICompressionCodec Get(string name) => s_codecs.TryGetValue(name, out ICompressionCodec? codec) ? codec : s_codecs.GetOrAdd(name, Create);

    /// <summary>Decompresses a body; returns the bytes written.</summary>
    public static int Decompress(string name, ReadOnlySpan<byte> compressed, Span<byte> raw) => Get(name).Decompress(compressed, raw);

    private static ICompressionCodec Create(string name) => name.ToLowerInvariant() switch
    {
        "deflate" => new DeflateCodec(),
        "gzip" => new GZipCodec(),
        "lz4" or "zstd" => CodecLoader.Shared.Load(name.ToLowerInvariant()),
        _ => throw new InvalidDataException($"the compression '{name}' is unknown"),
    };
}
