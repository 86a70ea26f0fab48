using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Setup;

/// <summary>A session with a definition on disk, whose project is the session's own.</summary>
internal sealed class SetupShell : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alilogops-setup-");

    public SetupShell(EmulatorFixture emulator, string definition, int width = 100)
    {
        Shell = emulator.Open(out var project, width);
        ProjectName = project;
        File.WriteAllText(Path.Combine(_folder.FullName, "setup.psd1"), definition.Replace("<project>", project, StringComparison.Ordinal));
        Shell.Set("file", Path.Combine(_folder.FullName, "setup.psd1")).Set("folder", _folder.FullName);
    }

    public Shell Shell { get; }

    public string ProjectName { get; }

    public string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    public string Read(string name) => File.ReadAllText(Path.Combine(_folder.FullName, name));

    public void Dispose()
    {
        Shell.Dispose();
        _folder.Delete(recursive: true);
    }
}
