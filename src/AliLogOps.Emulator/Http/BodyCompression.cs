using System.Globalization;
using System.IO.Compression;
using K4os.Compression.LZ4;
using ZstdSharp;

namespace AliLogOps.Emulator.Http;

/// <summary>Decodes request bodies by x-log-compresstype (Log Service API, "Common request headers").</summary>
internal static class BodyCompression
{
    /// <summary>Largest body after decompression, in bytes; the official SDKs enforce the same figure.</summary>
    public const int MaxRawSize = 10 * 1024 * 1024;

    /// <summary>The body as it was before compression.</summary>
    /// <exception cref="SlsException">
    /// InvalidCompressType, MissingBodyRawSize, InvalidBodyRawSize, PostBodyTooLarge or PostBodyUncompressError.
    /// </exception>
    public static ReadOnlyMemory<byte> Decode(RequestHeaders headers, ReadOnlyMemory<byte> body)
    {
        string? type = headers["x-log-compresstype"];
        string? sizeText = headers["x-log-bodyrawsize"];
        int rawSize = 0;
        if (sizeText is not null && (!int.TryParse(sizeText, NumberStyles.None, CultureInfo.InvariantCulture, out rawSize)))
        {
            throw SlsErrors.InvalidBodyRawSize(sizeText).ToException();
        }
        if (string.IsNullOrEmpty(type))
        {
            // some calls of official clients send 0 beside an uncompressed body: the figure binds compressed bodies only
            return body.Length <= MaxRawSize ? body : throw SlsErrors.PostBodyTooLarge(body.Length, MaxRawSize).ToException();
        }
        if (type is not ("lz4" or "zstd" or "deflate"))
        {
            throw SlsErrors.InvalidCompressType(type).ToException();
        }
        if (sizeText is null)
        {
            throw SlsErrors.MissingBodyRawSize().ToException();
        }
        if (rawSize > MaxRawSize)
        {
            throw SlsErrors.PostBodyTooLarge(rawSize, MaxRawSize).ToException();
        }
        if (rawSize == 0)
        {
            return ReadOnlyMemory<byte>.Empty;
        }
        byte[] raw = new byte[rawSize];
        int written = type switch
        {
            "lz4" => LZ4Codec.Decode(body.Span, raw),
            "zstd" => DecodeZstd(body.Span, raw),
            _ => DecodeDeflate(body, raw),
        };
        return written == rawSize
            ? raw
            : throw SlsErrors.PostBodyUncompressError($"the {type} body does not give {rawSize} bytes").ToException();
    }

    private static int DecodeZstd(ReadOnlySpan<byte> body, byte[] raw)
    {
        try
        {
            using Decompressor decompressor = new();
            return decompressor.Unwrap(body, raw);
        }
        catch (ZstdException)
        {
            return -1;
        }
    }

    /// <summary>The SDKs send a zlib container, the documentation names bare deflate: both are accepted.</summary>
    private static int DecodeDeflate(ReadOnlyMemory<byte> body, byte[] raw)
    {
        ReadOnlySpan<byte> start = body.Span;
        bool zlib = start.Length >= 2 && (start[0] & 0x0f) == 8 && ((start[0] << 8) + start[1]) % 31 == 0;
        using MemoryStream source = new(body.ToArray(), writable: false);
        using Stream inflater = zlib ? new ZLibStream(source, CompressionMode.Decompress) : new DeflateStream(source, CompressionMode.Decompress);
        try
        {
            int written = inflater.ReadAtLeast(raw, raw.Length, throwOnEndOfStream: false);
            return inflater.ReadByte() < 0 ? written : -1;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            // the second is what a body gives that asks for a dictionary
            return -1;
        }
    }
}
