using System.Globalization;

namespace AliLogOps.Client;

/// <summary>The names in an export's folder, and who may write there.</summary>
internal sealed class ExportFolder : IDisposable
{
    private const string LockName = "export.lock";
    private readonly FileStream _lock;

    private ExportFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    public string Path { get; }

    public string PlanPath => Combine("export.plan.json");

    public string ManifestPath => Combine("manifest.json");

    /// <summary>Makes the folder when needed and keeps other exports out of it until disposed.</summary>
    /// <exception cref="LogExportException">Another export works in it.</exception>
    public static ExportFolder Open(string path)
    {
        Directory.CreateDirectory(path);
        string lockPath = System.IO.Path.Combine(path, LockName);
        try
        {
            // the system lets go of it with the process, however that ends
            return new(path, new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
        }
        catch (IOException fault) when (File.Exists(lockPath))
        {
            throw new LogExportException("ExportBusy", $"Another export works in '{path}'.", "Wait for it to end, or give another folder.", fault);
        }
    }

    public static string FileName(ExportPlan plan, int shardId) =>
        string.Create(CultureInfo.InvariantCulture, $"shard-{shardId:D3}.{(plan.Format == LogExportFormat.Csv ? "csv" : "ndjson")}{(plan.Compress ? ".gz" : string.Empty)}");

    public string CheckpointPath(int shardId) => Combine(string.Create(CultureInfo.InvariantCulture, $"shard-{shardId:D3}.checkpoint.json"));

    public string Combine(string fileName) => System.IO.Path.Combine(Path, fileName);

    /// <summary>Removes what an export wrote, and nothing else.</summary>
    public void Clear()
    {
        // the plan last: while it is there, what is left can still be told to be an export's
        foreach (string pattern in (string[])["shard-*.checkpoint.json*", "shard-*.ndjson", "shard-*.ndjson.gz", "shard-*.csv", "shard-*.csv.gz", "manifest.json*", "export.plan.json*"])
        {
            foreach (string file in Directory.EnumerateFiles(Path, pattern))
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>Removes what only an unfinished export needs.</summary>
    public void RemoveState()
    {
        foreach (string file in Directory.EnumerateFiles(Path, "shard-*.checkpoint.json*"))
        {
            File.Delete(file);
        }

        File.Delete(PlanPath);
    }

    public void Dispose() => _lock.Dispose();
}
