namespace AliLogOps.Emulator.Tests.Support;

/// <summary>A folder that goes away with the test.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("alilogops-emulator-").FullName;

    public void Dispose()
    {
        Directory.Delete(Path, recursive: true);
    }
}
