namespace AliLogOps.Setup.Tests.Hosts;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("alilogops-").FullName;

    public string Write(string hostPath, string text)
    {
        string path = Setup.Hosts.HostLayout.Below(Path, hostPath);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
