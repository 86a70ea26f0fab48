namespace AliLogOps.Module.Tests.Hosting;

/// <summary>Where the staged module lies: found from the test's own folder upwards, so that tests run from anywhere.</summary>
public static class StagedModule
{
    public static string RepositoryRoot { get; } = FindRoot();

    public static string Root { get; } = Path.Combine(RepositoryRoot, "out", "AliLogOps");

    public static string Manifest { get; } = Path.Combine(Root, "AliLogOps.psd1");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AliLogOps.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("AliLogOps.slnx was not found above the test's folder.");
    }
}
