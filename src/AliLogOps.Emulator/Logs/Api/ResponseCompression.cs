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
    public const string Lz4 = "lz4";

    /// <param name="alwaysSize">Sends x-log-bodyrawsize with an uncompressed answer as well.</param>
    public static SlsResult Answer(SlsRequest request, string contentType, ReadOnlyMemory<byte> body, bool alwaysSize)
    {
        string? type = body.IsEmpty ? null : Choose(request.Headers["Accept-Encoding"]);
        ReadOnlyMemory<byte> sent = type switch
        {
            Lz4 => Storage.GroupBytes.Compress(body.Span),
            "zstd" => CompressZstd(body.Span),
            "deflate" => CompressDeflate(body.Span),
            _ => body,
        };
        return type is null && !alwaysSize
            ? new SlsResult { ContentType = contentType, Body = sent }
            : Answer(type, contentType, sent, body.Length);
    }

    /// <summary>An answer whose body is compressed already, or not at all.</summary>
    /// <param name="type">How; null for not at all.</param>
    /// <param name="rawSize">Size of what the body holds.</param>
    public static SlsResult Answer(string? type, string contentType, ReadOnlyMemory<byte> body, long rawSize)
    {
        SlsResult result = new() { ContentType = contentType, Body = body };
        if (type is not null)
        {
            result.With("x-log-compresstype", type);
        }
        return result.With("x-log-bodyrawsize", rawSize.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The compression an Accept-Encoding asks for; null for none.</summary>
    public static string? Choose(string? accepted)
    {
        string[] names = [.. (accepted ?? "").Split(',').Select(name => name.Split(';')[0].Trim().ToLowerInvariant())];
        return Array.Find(names, name => name is Lz4 or "zstd") ?? (names is ["deflate"] ? "deflate" : null);
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
