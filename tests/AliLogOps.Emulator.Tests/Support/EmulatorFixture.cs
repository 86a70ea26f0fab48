namespace AliLogOps.Emulator.Tests.Support;

/// <summary>One emulator for all tests of a class; each test uses projects of its own.</summary>
public sealed class EmulatorFixture : IAsyncLifetime
{
    private static int s_number;

    internal TestEmulator Emulator { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Emulator = await TestEmulator.StartAsync();
    }

    public ValueTask DisposeAsync()
    {
        return Emulator.DisposeAsync();
    }

    /// <summary>A project name that no other test has.</summary>
    internal static string NewProjectName()
    {
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"project-{Interlocked.Increment(ref s_number)}");
    }
}
