using System.Net.Sockets;
using AliLogOps.Emulator.Http;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace AliLogOps.Emulator.Faults;

/// <summary>The effects of faults on the way back to the client.</summary>
internal static class FaultyAnswer
{
    /// <summary>Pieces a slow body comes in.</summary>
    private const int Pieces = 10;

    /// <summary>What an effect that comes before the operation answers; null for a reset, which answers nothing.</summary>
    public static SlsResult? Instead(FaultEffect effect)
    {
        switch (effect.Kind)
        {
            case FaultKind.ExpiredToken:
                throw SlsErrors.SecurityTokenExpired().ToException();
            case FaultKind.Error:
                throw new SlsError(effect.Status, effect.Code, effect.Message).ToException();
            case FaultKind.Html:
                return new SlsResult
                {
                    Status = effect.Status,
                    ContentType = "text/html",
                    Body = System.Text.Encoding.UTF8.GetBytes(
                        $"<html>\n<head><title>{effect.Status} error</title></head>\n<body><center><h1>{effect.Status} error</h1></center></body>\n</html>\n"),
                };
            case FaultKind.Redirect:
                return new SlsResult { Status = effect.Status }.With("location", effect.Location);
            default:
                return null;
        }
    }

    /// <summary>Resets the connection: the client sees it break, not end.</summary>
    public static void Reset(IFeatureCollection context)
    {
        if (context.Get<IConnectionSocketFeature>()?.Socket is { } socket)
        {
            try
            {
                // closing with a linger time of zero sends RST
                socket.LingerState = new LingerOption(true, 0);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // the client was faster
            }
        }
        context.Get<IHttpRequestLifetimeFeature>()?.Abort();
    }

    /// <summary>Bytes of a body of this length that are sent before it breaks off.</summary>
    public static int Half(int length)
    {
        return length / 2;
    }

    /// <summary>Length to announce for a body that will break off, so that the client can tell: an empty one promises something too.</summary>
    public static long Announced(int length)
    {
        return Math.Max(length, 2);
    }

    /// <summary>Sends a body in pieces over the effect's delay.</summary>
    public static async Task WriteSlowlyAsync(IHttpResponseBodyFeature body, ReadOnlyMemory<byte> bytes, TimeSpan delay, CancellationToken aborted)
    {
        int size = Math.Max(1, (bytes.Length + Pieces - 1) / Pieces);
        for (int start = 0; start < bytes.Length; start += size)
        {
            await Task.Delay(delay / Pieces, aborted).ConfigureAwait(false);
            await body.Writer.WriteAsync(bytes.Slice(start, Math.Min(size, bytes.Length - start)), aborted).ConfigureAwait(false);
        }
    }
}
