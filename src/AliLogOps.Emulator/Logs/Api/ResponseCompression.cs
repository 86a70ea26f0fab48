using System.Globalization;
using System.IO.Compression;
using AliLogOps.Emulator.Http;
using K4os.Compression.LZ4;
using ZstdSharp;

namespace AliLogOps.Emulator.Logs.Api;

/// <summary>
/// Compresses answers as Accept-Encoding asks; x-log-compresstype says what was done, there is no Content-Encoding
/// (Log Service API, "Common response headers"). HTTP libraries put gzip and deflate into the header by themselves and
/// then expect Content-Encoding, so only lz4 and zstd, and deflate when nothing else is named, count as asking.
/// </summary>
internal static class ResponseCompression
{
    /// <param name="alwaysSize">Sends x-log-bodyrawsize with an uncompressed answer as well.</param>
    public static SlsResult Answer(SlsRequest request, string contentType, ReadOnlyMemory<byte> body, bool alwaysSize)
    {
        string? type = body.IsEmpty ? null : Choose(request.Headers["Accept-Encoding"]);
        ReadOnlyMemory<byte> sent = type switch
        {
            "lz4" => Storage.GroupBytes.Compress(body.Span),
            "zstd" => CompressZstd(body.Span),
            "deflate" => CompressDeflate(body.Span),
            _ => body,
        };
        SlsResult result = new() { ContentType = contentType, Body = sent };
        if (type is not null)
        {
            result.With("x-log-compresstype", type);
        }
        return type is not null || alwaysSize
            ? result.With("x-log-bodyrawsize", body.Length.ToString(CultureInfo.InvariantCulture))
            : result;
    }

    private static string? Choose(string? accepted)
    {
        string[] names = [.. (accepted ?? "").Split(',').Select(name => name.Split(';')[0].Trim().ToLowerInvariant())];
        return Array.Find(names, name => name is "lz4" or "zstd") ?? (names is ["deflate"] ? "deflate" : null);
    }

    private static byte[] CompressZstd(ReadOnlySpan<byte> body)
    {
        using Compressor compressor = new(1);
        return compressor.Wrap(body).ToArray();
    }

    private static byte[] CompressDeflate(ReadOnlySpan<byte> body)
    {
        using MemoryStream output = new();
        using (ZLibStream stream = new(output, CompressionLevel.Fastest, leaveOpen: true))
        {
            stream.Write(body);
        }
        return output.ToArray();
    }
}
