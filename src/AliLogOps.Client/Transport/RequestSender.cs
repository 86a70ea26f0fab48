using System.Globalization;
using System.Net;

namespace AliLogOps.Client;

/// <summary>One attempt: credential, headers, signature, exchange, and what its outcome means.</summary>
internal sealed class RequestSender
{
    private static readonly string s_userAgent = "AliLogOps/" + (typeof(RequestSender).Assembly.GetName().Version?.ToString(3) ?? "0");
    private readonly PipelineSettings _settings;
    private readonly ClockGuard _clock;

    public RequestSender(PipelineSettings settings, ClockGuard clock)
    {
        _settings = settings;
        _clock = clock;
    }

    /// <summary>Sends a request once. Only cancellation by the caller and faults of this program are thrown.</summary>
    public async Task<AttemptResult> SendOnceAsync(ServiceRequest request, AttemptContext context, CancellationToken cancellationToken)
    {
        TimeProvider time = _settings.TimeProvider;
        AccessKeyCredential credential = await _settings.Credentials.GetCredentialAsync(cancellationToken).ConfigureAwait(false);
        DateTimeOffset sent = time.GetUtcNow();
        long start = time.GetTimestamp();
        string host = _settings.HostOf(request.Project);
        SignableRequest signable = Prepare(request, host);
        string signature = _settings.Signer.Sign(signable, credential, _clock.Correct(sent));
        RequestFacts facts = new()
        {
            Method = signable.Method,
            Host = host,
            Path = request.DisplayName ?? request.Path,
            Attempt = context.Attempt,
            FirstAttemptTime = context.FirstAttemptTime,
            AfterUnknownOutcome = context.AfterUnknownOutcome,
            Credential = credential,
            Signature = signature,
            Explain = () => _settings.Signer.Explain(signable),
        };

        using CancellationTokenSource timeout = new(context.Timeout > TimeSpan.Zero ? context.Timeout : TimeSpan.Zero, time);
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using HttpRequestMessage message = HttpMessages.Create(signable, _settings.BaseUri, host);
        HttpResponseMessage? answer = null;
        try
        {
            answer = await _settings.Invoker.SendAsync(message, linked.Token).ConfigureAwait(false);
            bool learnt = _clock.Observe(ServiceResponse.Find(answer.Headers, "Date"), sent, time.GetUtcNow());
            string? requestId = ServiceResponse.Find(answer.Headers, _settings.Dialect.RequestIdHeader);
            PooledBytes body = await ResponseBodies.ReadAsync(answer, linked.Token).ConfigureAwait(false);
            if ((int)answer.StatusCode is >= 200 and < 300)
            {
                ServiceResponse response = Accept(answer, body, requestId, facts);
                answer = null;
                return new(response, null, learnt, TraceOf(facts, request, start, response.Status, requestId, null, response.WireBytes));
            }

            using (body)
            {
                if (answer.StatusCode == HttpStatusCode.ProxyAuthenticationRequired)
                {
                    return Failed(ConnectionFaults.ProxyRefused(facts with { Proxy = HttpProxy.NameFor(_settings.BaseUri, _settings.Proxy) }, (int)answer.StatusCode, null), learnt, request, facts, start);
                }

                LogServiceException refusal = ErrorReader.Read(_settings.Dialect, answer, body.Memory, requestId, facts, _clock.Offset, time.GetUtcNow());
                return Failed(refusal, learnt, request, facts, start);
            }
        }
        catch (LogServiceException failure)
        {
            return Failed(failure, false, request, facts, start);
        }
        catch (Exception fault) when (ConnectionFaults.IsFault(fault))
        {
            // a cancelled exchange ends in one of several exceptions; the caller sees the one it expects
            cancellationToken.ThrowIfCancellationRequested();
            return Failed(ConnectionFaults.ToException(fault, timeout.IsCancellationRequested, context.Timeout, answer, facts with { Proxy = HttpProxy.NameFor(_settings.BaseUri, _settings.Proxy) }), false, request, facts, start);
        }
        finally
        {
            answer?.Dispose();
        }
    }

    private static ServiceResponse Accept(HttpResponseMessage answer, PooledBytes body, string? requestId, RequestFacts facts)
    {
        PooledBytes decoded = body;
        try
        {
            int wireBytes = body.Length;
            decoded = ResponseBodies.Decompress(answer, body, facts, requestId);
            return new ServiceResponse(answer, decoded, requestId, wireBytes) { Facts = facts };
        }
        finally
        {
            if (!ReferenceEquals(decoded, body))
            {
                body.Dispose();
            }
        }
    }

    private AttemptResult Failed(LogServiceException failure, bool learnt, ServiceRequest request, RequestFacts facts, long start) =>
        new(null, failure, learnt, TraceOf(facts, request, start, failure.HttpStatus, failure.RequestId, failure.ErrorCode, 0)) { Credential = facts.Credential };

    private RequestTrace TraceOf(RequestFacts facts, ServiceRequest request, long start, int? status, string? requestId, string? errorCode, int responseBytes) => new()
    {
        Method = facts.Method,
        Host = facts.Host,
        Path = facts.Path,
        Attempt = facts.Attempt,
        Duration = _settings.TimeProvider.GetElapsedTime(start),
        Status = status,
        RequestId = requestId,
        ErrorCode = errorCode,
        RequestBytes = request.Body.Length,
        ResponseBytes = responseBytes,
    };

    private SignableRequest Prepare(ServiceRequest request, string host)
    {
        SignableRequest signable = new()
        {
            Method = request.Method.Method,
            Path = request.Path,
            DecodedPath = request.DecodedPath,
            Query = request.Query,
            Body = request.Body,
        };
        HeaderList headers = signable.Headers;
        headers.Set("host", host);
        headers.Set("user-agent", s_userAgent);
        headers.Set("accept", request.Accept);
        if (request.AcceptEncoding is { } encoding)
        {
            headers.Set("accept-encoding", encoding);
        }

        if (request.ContentType is { } contentType)
        {
            headers.Set("content-type", contentType);
        }

        if (_settings.Dialect.SendsLogHeaders)
        {
            headers.Set("x-log-apiversion", "0.6.0");
            headers.Set("x-log-bodyrawsize", request.RawSize.ToString(CultureInfo.InvariantCulture));
            if (request.CompressType is { } compressType)
            {
                headers.Set("x-log-compresstype", compressType);
            }
        }

        foreach ((string name, string value) in request.Headers)
        {
            headers.Set(name, value);
        }

        return signable;
    }
}
