using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using AliLogOps.Emulator.Control;
using AliLogOps.Emulator.Ecs;
using AliLogOps.Emulator.Faults;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Prometheus;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Primitives;

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
            result = Refuse(http, e.Error, requestId);
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
                : Refuse(http, SlsErrors.InternalServerError(Reason(e)), requestId);
        }
        await AnswerAsync(context, request, result, requestId, now).ConfigureAwait(false);
        if (request?.Host != WarmUp.Host)
        {
            surfaces.Log.Request(request, http, result, requestId, Stopwatch.GetElapsedTime(start));
        }
    }

    /// <summary>An error in the form of its path; there may be no request yet.</summary>
    private static SlsResult Refuse(IHttpRequestFeature http, SlsError error, string requestId)
    {
        return PrometheusAnswers.IsFor(RequestReader.SplitTarget(http.RawTarget).Path) ? PrometheusAnswers.Error(error, requestId) : SlsResult.Error(error);
    }

    /// <summary>What a client is told of a fault of the emulator; the log has the rest.</summary>
    private static string Reason(Exception problem)
    {
        // SQLITE_FULL, SQLITE_IOERR
        return problem is SqliteException { SqliteErrorCode: 13 or 10 }
            ? "the emulator's data path has no room left or cannot be written; nothing of this request was stored"
            : problem.GetType().Name;
    }

    private static ValueTask<SlsResult> DispatchAsync(Surfaces surfaces, SlsRequest request)
    {
        if (request.Project is null && request.RawPath.StartsWith(ControlRoutes.Prefix, StringComparison.Ordinal))
        {
            return surfaces.Control.HandleAsync(request);
        }
        surfaces.Services.Counters.CountRequest();
        if (request.Project is null && request.RawPath.StartsWith(MetadataService.Prefix, StringComparison.Ordinal))
        {
            return new ValueTask<SlsResult>(surfaces.Services.Metadata.Handle(request));
        }
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

    /// <summary>Writes the answer, or what a fault leaves of it.</summary>
    private static async ValueTask AnswerAsync(IFeatureCollection context, SlsRequest? request, SlsResult result, string requestId, DateTimeOffset now)
    {
        FaultEffect? fault = request?.Fault?.Effect;
        CancellationToken aborted = request?.Aborted ?? CancellationToken.None;
        if (fault?.Kind is FaultKind.ResetBefore or FaultKind.ResetAfter)
        {
            FaultyAnswer.Reset(context);
            return;
        }
        try
        {
            if (fault?.Kind == FaultKind.SlowHeaders)
            {
                await Task.Delay(fault.Delay, aborted).ConfigureAwait(false);
            }
            WriteHead(context, result, requestId, now, fault);
            await WriteBodyAsync(context, result.Body, fault, aborted).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (aborted.IsCancellationRequested)
        {
            // the client did not wait for a slow answer
        }
    }

    private static async ValueTask WriteBodyAsync(IFeatureCollection context, ReadOnlyMemory<byte> bytes, FaultEffect? fault, CancellationToken aborted)
    {
        IHttpResponseBodyFeature body = context.GetRequiredFeature<IHttpResponseBodyFeature>();
        switch (fault?.Kind)
        {
            case FaultKind.ResetBody or FaultKind.TruncatedBody:
                await body.StartAsync(aborted).ConfigureAwait(false);
                await body.Writer.WriteAsync(bytes[..FaultyAnswer.Half(bytes.Length)], aborted).ConfigureAwait(false);
                await body.Writer.FlushAsync(aborted).ConfigureAwait(false);
                if (fault.Kind == FaultKind.ResetBody)
                {
                    FaultyAnswer.Reset(context);
                }
                // fewer bytes than announced: the web server closes the connection
                break;
            case FaultKind.SlowBody:
                await FaultyAnswer.WriteSlowlyAsync(body, bytes, fault.Delay, aborted).ConfigureAwait(false);
                break;
            default:
                if (!bytes.IsEmpty)
                {
                    await body.Writer.WriteAsync(bytes, CancellationToken.None).ConfigureAwait(false);
                }
                break;
        }
    }

    private static void WriteHead(IFeatureCollection context, SlsResult result, string requestId, DateTimeOffset now, FaultEffect? fault)
    {
        IHttpResponseFeature response = context.GetRequiredFeature<IHttpResponseFeature>();
        response.StatusCode = result.Status;
        IHeaderDictionary headers = response.Headers;
        headers["x-log-requestid"] = requestId;
        // by the emulator's clock, from which clients learn how far theirs is off
        headers.Date = now.ToString("R", CultureInfo.InvariantCulture);
        headers.Server = "AliLogOps.Emulator";
        if (result.ContentType is not null)
        {
            headers.ContentType = result.ContentType;
        }
        foreach (KeyValuePair<string, string> header in result.Headers)
        {
            headers[header.Key] = header.Value;
        }
        headers.ContentLength = fault?.Kind is FaultKind.ResetBody or FaultKind.TruncatedBody
            ? FaultyAnswer.Announced(result.Body.Length)
            : result.Body.Length;
        if (fault?.Kind == FaultKind.WrongRawSize)
        {
            long size = headers.TryGetValue("x-log-bodyrawsize", out StringValues said) && long.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out long right)
                ? right
                : result.Body.Length;
            headers["x-log-bodyrawsize"] = (size + 1).ToString(CultureInfo.InvariantCulture);
        }
    }
}
