using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AliLogOps.Module.Tests.Hosting;

/// <summary>A bad way to the emulator: some requests never arrive, some answers never come back, some are refused on the way.</summary>
public sealed class FaultyProxy : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpMessageInvoker _emulator;
    private readonly Lock _gate = new();
    private readonly Random _random;

    private FaultyProxy(WebApplication app, Uri target, int seed)
    {
        _app = app;
        _random = new Random(seed);
        _emulator = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            // projects are named in the host name, which leads nowhere
            ConnectCallback = async (_, token) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(target.Host, target.Port, token);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
    }

    public string Endpoint => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>The share of requests something happens to, 0 to 1.</summary>
    public double Rate { get; set; }

    /// <summary>Which requests may be hit.</summary>
    public Func<HttpRequest, bool> Affects { get; set; } = _ => true;

    /// <summary>Whether some requests are refused for good; everything else passes when it is repeated.</summary>
    public bool Refuses { get; set; } = true;

    /// <summary>How long every answer takes at least.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>What happened, by kind.</summary>
    public Dictionary<ProxyFault, int> Faults { get; } = [];

    public static async Task<FaultyProxy> StartAsync(string target, int seed)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Listen(IPAddress.Loopback, 0);
            options.Limits.MaxRequestBodySize = null;
        });
        var app = builder.Build();
        var proxy = new FaultyProxy(app, new Uri(target), seed);
        app.Run(proxy.HandleAsync);
        await app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        _emulator.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var fault = Draw(context.Request);
        switch (fault)
        {
            case ProxyFault.LostRequest:
                context.Abort();
                return;
            case ProxyFault.Busy:
                await ScriptedService.RefuseAsync(context, 503, "ServerBusy", "the server is busy");
                return;
            case ProxyFault.Throttled:
                await ScriptedService.RefuseAsync(context, 403, "ShardWriteQuotaExceed", "too fast");
                return;
            case ProxyFault.Refused:
                await ScriptedService.RefuseAsync(context, 400, "PostBodyInvalid", "the body is not right");
                return;
        }

        using var answer = await ForwardAsync(context);
        var body = await answer.Content.ReadAsByteArrayAsync();
        await Task.Delay(Delay);
        if (fault == ProxyFault.LostAnswer)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated))
        {
            if (!name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
            {
                context.Response.Headers[name] = values.ToString();
            }
        }

        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(fault == ProxyFault.CutAnswer ? body.AsMemory(0, body.Length / 2) : body);
        if (fault == ProxyFault.CutAnswer)
        {
            context.Abort();
        }
    }

    private async Task<HttpResponseMessage> ForwardAsync(HttpContext context)
    {
        var request = context.Request;
        using var content = new MemoryStream();
        await request.Body.CopyToAsync(content);
        var path = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri($"http://{request.Host}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (content.Length > 0 || request.ContentType is not null)
        {
            message.Content = new ByteArrayContent(content.ToArray());
        }

        foreach (var (name, value) in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value);
            }
        }

        return await _emulator.SendAsync(message, CancellationToken.None);
    }

    private ProxyFault Draw(HttpRequest request)
    {
        lock (_gate)
        {
            if (!Affects(request) || _random.NextDouble() >= Rate)
            {
                return ProxyFault.None;
            }

            // a refusal is final, so it is the rarest
            var kind = _random.Next(Refuses ? 40 : 38) switch { < 9 => ProxyFault.LostRequest, < 18 => ProxyFault.LostAnswer, < 27 => ProxyFault.Busy, < 29 => ProxyFault.Throttled, < 38 => ProxyFault.CutAnswer, _ => ProxyFault.Refused };
            Faults[kind] = Faults.GetValueOrDefault(kind) + 1;
            return kind;
        }
    }
}

/// <summary>What happens on a bad way.</summary>
public enum ProxyFault
{
    None,
    LostRequest,
    LostAnswer,
    CutAnswer,
    Busy,
    Throttled,
    Refused,
}
