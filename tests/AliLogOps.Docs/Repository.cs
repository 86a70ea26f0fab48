namespace AliLogOps.Docs;

/// <summary>Where the sources lie.</summary>
public static class Repository
{
    /// <summary>The folder of the solution, found from this program's own folder upwards.</summary>
    public static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AliLogOps.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("AliLogOps.slnx was not found above this program's folder.");
    }
}
