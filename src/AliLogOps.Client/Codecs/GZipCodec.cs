using System.IO.Compression;

namespace AliLogOps.Client;

/// <summary><c>gzip</c>, which newer texts name for answers.</summary>
internal sealed class GZipCodec : StreamCodec
{
    /// <inheritdoc />
    protected override Stream Open(Stream compressed, CompressionMode mode) =>
        mode == CompressionMode.Compress ? new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true) : new GZipStream(compressed, mode);
}
