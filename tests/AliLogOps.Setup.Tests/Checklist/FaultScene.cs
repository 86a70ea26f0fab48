using AliLogOps.Setup.Tests.Live;

namespace AliLogOps.Setup.Tests.Checklist;

/// <summary>How a fault is put into a chain that works, and what must then be found.</summary>
public abstract class FaultScene(Emulated emulated)
{
    private protected Emulated Emulated => emulated;

    private protected async Task FindsAsync(string check, string remedy, string[] consequences, Func<Chain, Task> inject, string? evidence = null)
    {
        await using var chain = await Chain.StartAsync(Emulated);
        await inject(chain);
        AssertFound(await chain.CheckAsync(arrives: check != "canary.path" && !consequences.Contains("canary.path")), check, remedy, consequences, evidence);
    }

    private protected async Task RefusedAsync(string check, string remedy, string[] consequences, Func<HttpRequestMessage, (int Status, string Code, string Message)?> refuse, string evidence)
    {
        await using var chain = await Chain.StartAsync(Emulated);
        using var handler = new FaultHandler(refuse);
        AssertFound(await chain.CheckAsync(Emulated.Connect(handler), canary: false), check, remedy, consequences, evidence);
    }

    private protected static void AssertFound(IReadOnlyList<CheckResult> results, string check, string remedy, string[] consequences, string? evidence)
    {
        var failed = results.Where(result => result.Status == CheckStatus.Fail).ToArray();
        Assert.True(failed.Length > 0, "nothing failed");
        Assert.True(failed[0].Id == check, string.Join("\n", failed.Select(Describe)));
        Assert.Contains(remedy, failed[0].Remedy, StringComparison.OrdinalIgnoreCase);
        Assert.NotEmpty(failed[0].Cause);
        Assert.Contains(evidence ?? "", failed[0].Evidence, StringComparison.Ordinal);
        Assert.All(failed.Skip(1), other => Assert.True(consequences.Contains(other.Id), Describe(other)));
    }

    private protected static string Describe(CheckResult result) => $"{result.Id}: {result.Evidence} | {result.Cause} | {result.Remedy}";

    private protected sealed class ShiftedTime(TimeSpan shift) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;
    }
}
