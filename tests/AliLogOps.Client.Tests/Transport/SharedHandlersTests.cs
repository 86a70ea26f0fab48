using System.Net;

namespace AliLogOps.Client.Tests;

public class SharedHandlersTests
{
    [Fact]
    public void One_pool_serves_all_clients_of_an_endpoint_and_proxy()
    {
        Uri endpoint = new("https://cn-hangzhou.log.aliyuncs.com");
        HttpProxy proxy = new(new Uri("http://proxy.example.org:3128"));
        HttpProxy one = new(proxy.Address, new NetworkCredential("user", "one"));
        HttpProxy other = new(proxy.Address, new NetworkCredential("user", "other"));

        Assert.Same(SharedHandlers.For(endpoint, null), SharedHandlers.For(new Uri("https://cn-hangzhou.log.aliyuncs.com/"), null));
        Assert.Same(SharedHandlers.For(endpoint, proxy), SharedHandlers.For(endpoint, proxy));
        Assert.NotSame(SharedHandlers.For(endpoint, null), SharedHandlers.For(endpoint, proxy));
        Assert.NotSame(SharedHandlers.For(endpoint, one), SharedHandlers.For(endpoint, other));
        Assert.Same(SharedHandlers.For(endpoint, one), SharedHandlers.For(endpoint, new HttpProxy(proxy.Address, new NetworkCredential("user", "one"))));
        Assert.NotSame(SharedHandlers.For(endpoint, null), SharedHandlers.For(new Uri("https://cn-beijing.log.aliyuncs.com"), null));
    }

    [Fact]
    public void A_handler_changes_nothing_by_itself()
    {
        using SocketsHttpHandler handler = SharedHandlers.Create(new Uri("https://cn-hangzhou.log.aliyuncs.com"), new HttpProxy(new Uri("http://proxy.example.org:3128")));

        Assert.False(handler.AllowAutoRedirect);
        Assert.False(handler.UseCookies);
        Assert.Equal(DecompressionMethods.None, handler.AutomaticDecompression);
        Assert.NotEqual(Timeout.InfiniteTimeSpan, handler.PooledConnectionLifetime);
        Assert.Equal(new Uri("http://proxy.example.org:3128"), handler.Proxy!.GetProxy(new Uri("https://my-project.cn-hangzhou.log.aliyuncs.com")));
        Assert.Null(handler.ConnectCallback);
    }

    [Fact]
    public void This_machine_is_reached_without_the_systems_proxy()
    {
        using SocketsHttpHandler handler = SharedHandlers.Create(new Uri("http://127.0.0.1:8080"), null);

        Assert.False(handler.UseProxy);
        Assert.NotNull(handler.ConnectCallback);
    }

    [Fact]
    public async Task A_client_serves_many_callers_at_once()
    {
        await using RawServer server = new(async connection =>
        {
            while (await connection.ReadAsync() is { } request)
            {
                await connection.WriteJsonAsync($$"""{"logstoreName":"{{request.Line.Split(' ')[1].Split('/')[^1]}}"}""");
            }
        });
        using LogServiceClient client = server.Client();
        CancellationToken token = TestContext.Current.CancellationToken;

        Logstore[] stores = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => client.GetLogstoreAsync(TestClients.Project, "store-" + i, token), token)));

        Assert.Equal(Enumerable.Range(0, 100).Select(i => "store-" + i), stores.Select(store => store.LogstoreName));
    }
}
