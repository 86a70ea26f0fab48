using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using AliLogOps.Emulator.Control;
using AliLogOps.Emulator.Ecs;
using AliLogOps.Emulator.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AliLogOps.Emulator.Hosting;

/// <summary>
/// Joins the web server and the emulator's surfaces. It works on the server's features directly: no host, no middleware
/// and no dependency injection are started, which keeps the start short.
/// </summary>
/// <param name="opening">What answers; requests wait for it.</param>
internal sealed class HttpApplication(Task<Surfaces> opening) : IHttpApplication<IFeatureCollection>
{
    /// <summary>Largest body as sent, in bytes; a compressed block may be a little larger than what it holds.</summary>
    private const int MaxBodySize = BodyCompression.MaxRawSize + (BodyCompression.MaxRawSize / 200) + 1024;

    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures)
    {
        return contextFeatures;
    }

    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(IFeatureCollection context)
    {
        Surfaces surfaces = await opening.ConfigureAwait(false);
        EmulatorServices services = surfaces.Services;
        long start = Stopwatch.GetTimestamp();
        IHttpRequestFeature http = context.GetRequiredFeature<IHttpRequestFeature>();
        DateTimeOffset now = services.Clock.GetUtcNow();
        string requestId = RequestIds.New(now);
        SlsRequest? request = null;
        SlsResult result;
        try
        {
            request = RequestReader.Read(
                http,
                await ReadBodyAsync(context).ConfigureAwait(false),
                requestId,
                now,
                services.Options.ListenHost,
                context.Get<IHttpConnectionFeature>()?.RemoteIpAddress,
                context.Get<IHttpRequestLifetimeFeature>()?.RequestAborted ?? CancellationToken.None);
            result = await DispatchAsync(surfaces, request).ConfigureAwait(false);
        }
        catch (SlsException e)
        {
            result = SlsResult.Error(e.Error);
        }
        catch (OperationCanceledException) when (request?.Aborted.IsCancellationRequested ?? false)
        {
            return;
        }
        catch (Exception e) when (e is not BadHttpRequestException)
        {
            surfaces.Log.Failure(requestId, e);
            result = request is not null && EcsPipeline.IsFor(request)
                ? EcsErrors.InternalError().ToResult(RequestIds.NewGuid(), request.Host, "Ecs")
                : SlsResult.Error(SlsErrors.InternalServerError(e.GetType().Name));
        }
        await WriteAsync(context, result, requestId).ConfigureAwait(false);
        if (request?.Host != WarmUp.Host)
        {
            surfaces.Log.Request(request, http, result, requestId, Stopwatch.GetElapsedTime(start));
        }
    }

    private static ValueTask<SlsResult> DispatchAsync(Surfaces surfaces, SlsRequest request)
    {
        if (request.Project is null && request.RawPath.StartsWith(ControlRoutes.Prefix, StringComparison.Ordinal))
        {
            return surfaces.Control.HandleAsync(request);
        }
        surfaces.Services.Counters.CountRequest();
        return EcsPipeline.IsFor(request) ? new ValueTask<SlsResult>(surfaces.Ecs.Handle(request)) : surfaces.Sls.HandleAsync(request);
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadBodyAsync(IFeatureCollection context)
    {
        if (context.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return ReadOnlyMemory<byte>.Empty;
        }
        PipeReader reader = context.GetRequiredFeature<IRequestBodyPipeFeature>().Reader;
        while (true)
        {
            ReadResult read = await reader.ReadAsync().ConfigureAwait(false);
            if (read.Buffer.Length > MaxBodySize)
            {
                throw SlsErrors.PostBodyTooLarge(read.Buffer.Length, BodyCompression.MaxRawSize).ToException();
            }
            if (read.IsCompleted)
            {
                byte[] body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static async ValueTask WriteAsync(IFeatureCollection context, SlsResult result, string requestId)
    {
        IHttpResponseFeature response = context.GetRequiredFeature<IHttpResponseFeature>();
        response.StatusCode = result.Status;
        IHeaderDictionary headers = response.Headers;
        headers["x-log-requestid"] = requestId;
        headers.Server = "AliLogOps.Emulator";
        if (result.ContentType is not null)
        {
            headers.ContentType = result.ContentType;
        }
        foreach (KeyValuePair<string, string> header in result.Headers)
        {
            headers[header.Key] = header.Value;
        }
        headers.ContentLength = result.Body.Length;
        if (!result.Body.IsEmpty)
        {
            IHttpResponseBodyFeature body = context.GetRequiredFeature<IHttpResponseBodyFeature>();
            await body.Writer.WriteAsync(result.Body).ConfigureAwait(false);
        }
    }
}
