using AliLogOps.Client;

namespace AliLogOps.Codecs;

/// <summary>The codecs this assembly offers; made by the client's loader by name.</summary>
internal sealed class CodecFactory : ICodecFactory
{
    /// <inheritdoc />
    public ICompressionCodec? Create(string name) => name switch
    {
        "lz4" => new Lz4BlockCodec(),
        "zstd" => new ZstdCodec(),
        _ => null,
    };
}
