using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AliLogOps.Module.Tests.Hosting;

/// <summary>A service that answers what the test says, for faults the emulator does not have. Keeps every request.</summary>
public sealed class ScriptedService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TaskCompletionSource _firstRequest = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DirectoryInfo? _folder;

    private ScriptedService(WebApplication app)
    {
        _app = app;
    }

    /// <summary>The address to connect to.</summary>
    public string Endpoint => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Method and path of every request, in order.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Ends when the first request is in.</summary>
    public Task FirstRequest => _firstRequest.Task;

    /// <summary>Starts it with an answer for every request.</summary>
    public static async Task<ScriptedService> StartAsync(Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var service = new ScriptedService(app);
        app.Run(async context =>
        {
            service.Requests.Enqueue($"{context.Request.Method} {context.Request.Path}");
            using var abort = context.RequestAborted.Register(() => service._aborted.TrySetResult());
            service._firstRequest.TrySetResult();
            context.Response.Headers["x-log-requestid"] = "5F00AABBCCDDEEFF00112233";
            await answer(context);
        });
        await app.StartAsync();
        return service;
    }

    /// <summary>One that refuses everything with a code.</summary>
    public static Task<ScriptedService> RefuseAsync(int status, string code, string message) => StartAsync(context => RefuseAsync(context, status, code, message));

    /// <summary>One that never answers.</summary>
    public static Task<ScriptedService> HangAsync() => StartAsync(async context =>
    {
        try
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // the client has gone
        }
    });

    public static async Task RefuseAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(new { errorCode = code, errorMessage = message });
    }

    /// <summary>A refusal in the words of ECS.</summary>
    public static async Task EcsRefuseAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(new
        {
            RequestId = "4C467B38-3910-447D-87BC-AC049166F216",
            HostId = "ecs.cn-hangzhou.aliyuncs.com",
            Code = code,
            Message = message,
            Recommend = $"https://api.aliyun.com/troubleshoot?q={code}&product=Ecs",
        }, new System.Text.Json.JsonSerializerOptions());
    }

    /// <summary>A refusal in the words of STS.</summary>
    public static async Task StsRefuseAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsync($$"""{"RequestId":"R","HostId":"sts","Code":"{{code}}","Message":"{{message}}"}""");
    }

    /// <summary>Fails unless the client gives up a request that is on its way.</summary>
    public Task AssertAbortedAsync() => _aborted.Task.WaitAsync(TimeSpan.FromSeconds(10));

    /// <summary>
    /// Sets what the lines of the matrix use: the address in <c>$endpoint</c>, a project name in <c>$p</c>, a folder for files in
    /// <c>$folder</c>, and in <c>$file</c> the definition of a setup that consists of the project.
    /// </summary>
    public Shell Prepare(Shell shell) => shell
        .Set("endpoint", Endpoint)
        .Set("p", "scripted-project")
        .Set("folder", Folder.FullName)
        .Set("file", Path.Combine(Folder.FullName, "setup.psd1"));

    /// <summary>A session that is prepared and connected to this service.</summary>
    public Shell Open(int width = 100, string secret = "not-a-real-secret")
    {
        var shell = Prepare(new Shell(width: width)).Set("key", EmulatorFixture.ToCredential("LTAI5tScripted0000000", secret));
        shell.Run("$null = Connect-AliLog -Endpoint $endpoint -Region cn-hangzhou -Credential $key").ThrowOnError();
        return shell;
    }

    private DirectoryInfo Folder
    {
        get
        {
            if (_folder is null)
            {
                _folder = Directory.CreateTempSubdirectory("alilogops-scripted-");
                File.WriteAllText(Path.Combine(_folder.FullName, "setup.psd1"), "@{ Project = @{ Name = 'scripted-project' } }");
            }

            return _folder;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _folder?.Delete(recursive: true);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await _app.StopAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // connections that hang on purpose
        }

        await _app.DisposeAsync();
    }
}
