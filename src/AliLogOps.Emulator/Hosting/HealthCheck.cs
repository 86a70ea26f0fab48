namespace AliLogOps.Emulator.Hosting;

/// <summary>Asks a running emulator whether it is well, for images that have no other program to ask with.</summary>
internal static class HealthCheck
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>An exit code: success, or that it cannot be reached.</summary>
    public static async Task<int> RunAsync(Uri endpoint, TextWriter errors)
    {
        using HttpClient client = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = s_patience };
        try
        {
            using HttpResponseMessage answer = await client.GetAsync(new Uri(endpoint, "/_emulator/health")).ConfigureAwait(false);
            if (answer.IsSuccessStatusCode)
            {
                return ExitCodes.Success;
            }
            await errors.WriteLineAsync($"The emulator at {endpoint} answers with status {(int)answer.StatusCode}.").ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            await errors.WriteLineAsync($"The emulator at {endpoint} does not answer: {e.Message}").ConfigureAwait(false);
        }
        return ExitCodes.NotHealthy;
    }
}
