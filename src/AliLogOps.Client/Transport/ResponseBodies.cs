using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace AliLogOps.Client;

/// <summary>Reads a body into pooled memory and decompresses it as its headers say.</summary>
internal static class ResponseBodies
{
    private const int MaxLength = 1 << 30;
    private const int FirstChunk = 32 * 1024;

    /// <summary>The whole body as it came.</summary>
    public static async Task<PooledBytes> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        long? announced = answer.Content.Headers.ContentLength;
        if (announced == 0)
        {
            return PooledBytes.Empty;
        }

        if (announced > MaxLength)
        {
            throw new IOException($"The answer announces {announced} bytes, more than the {MaxLength} that are accepted.");
        }

        Stream stream = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable _ = stream.ConfigureAwait(false);
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int?)announced ?? FirstChunk);
        int length = 0;
        try
        {
            while (announced is null || length < announced)
            {
                int wanted = announced is null ? buffer.Length - length : (int)announced - length;
                int read = await stream.ReadAsync(buffer.AsMemory(length, wanted), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    break;
                }

                length += read;
                if (length == buffer.Length && announced is null)
                {
                    buffer = Grow(buffer, length);
                }
            }

            if (length < announced)
            {
                throw new TruncatedBodyException(length, announced.Value);
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }

        return new PooledBytes(buffer, length);
    }

    /// <summary>The body without compression; the same instance when it had none.</summary>
    public static PooledBytes Decompress(HttpResponseMessage answer, PooledBytes body, RequestFacts facts, string? requestId)
    {
        string? type = ServiceResponse.Find(answer.Headers, "x-log-compresstype");
        if (string.IsNullOrEmpty(type))
        {
            return body;
        }

        string? rawSizeText = ServiceResponse.Find(answer.Headers, "x-log-bodyrawsize");
        if (!int.TryParse(rawSizeText, NumberStyles.None, CultureInfo.InvariantCulture, out int rawSize) || rawSize > MaxLength)
        {
            throw Failures.Protocol(facts, (int)answer.StatusCode, requestId, $"the answer is compressed ({type}), but its raw size is '{rawSizeText ?? "absent"}'");
        }

        if (rawSize == 0)
        {
            return PooledBytes.Empty;
        }

        byte[] raw = ArrayPool<byte>.Shared.Rent(rawSize);
        int written;
        try
        {
            written = Compression.Decompress(type, body.Memory.Span, raw.AsSpan(0, rawSize));
        }
        catch (Exception fault)
        {
            ArrayPool<byte>.Shared.Return(raw);
            if (fault is InvalidDataException)
            {
                throw Failures.Protocol(facts, (int)answer.StatusCode, requestId, $"a body of {body.Length} bytes does not unpack as {type} to the {rawSize} bytes its headers announce ({fault.Message})", fault);
            }

            throw;
        }

        if (written != rawSize)
        {
            ArrayPool<byte>.Shared.Return(raw);
            throw Failures.Protocol(facts, (int)answer.StatusCode, requestId, $"a body of {body.Length} bytes unpacks as {type} to {written} bytes, not the {rawSize} its headers announce");
        }

        return new PooledBytes(raw, rawSize);
    }

    private static byte[] Grow(byte[] buffer, int length)
    {
        if (length >= MaxLength)
        {
            throw new IOException($"The answer is longer than the {MaxLength} bytes that are accepted.");
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
