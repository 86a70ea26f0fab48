namespace AliLogOps.Client.Tests;

/// <summary>Answers from a list, one after the other, and keeps what was sent.</summary>
internal sealed class FakeHandler : HttpMessageHandler
{
    private readonly Queue<Func<SentRequest, CancellationToken, Task<HttpResponseMessage>>> _answers = new();

    public List<SentRequest> Sent { get; } = [];

    /// <summary>A service that fails a number of times.</summary>
    public static FakeHandler Failing(int times)
    {
        FakeHandler handler = new();
        for (int i = 0; i < times; i++)
        {
            handler.Then(Answers.Error(500, "InternalServerError"));
        }

        return handler;
    }

    public FakeHandler Then(HttpResponseMessage answer) => Then((_, _) => Task.FromResult(answer));

    public FakeHandler Then(Func<SentRequest, HttpResponseMessage> answer) => Then((request, _) => Task.FromResult(answer(request)));

    public FakeHandler ThenThrow(Exception fault) => Then((_, _) => Task.FromException<HttpResponseMessage>(fault));

    public FakeHandler Then(Func<SentRequest, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        SentRequest sent = await SentRequest.FromAsync(request);
        Sent.Add(sent);
        return _answers.TryDequeue(out var answer)
            ? await answer(sent, cancellationToken)
            : throw new InvalidOperationException($"request {Sent.Count} ({sent.Method} {sent.PathAndQuery}) was not expected");
    }
}
