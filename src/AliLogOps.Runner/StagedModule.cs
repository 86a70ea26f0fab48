namespace AliLogOps.Runner;

/// <summary>Finds the module the script runs with.</summary>
internal static class StagedModule
{
    internal const string Name = "AliLogOps";

    private const string ManifestName = Name + ".psd1";

    /// <summary>Gives the full path of the manifest: the one asked for, or the staged one beside or above the program or the current folder.</summary>
    internal static string Find(string? asked)
    {
        if (asked is not null)
        {
            return FromOption(asked);
        }

        string program = AppContext.BaseDirectory;
        string current = Environment.CurrentDirectory;
        string? found = Candidates(program, current).FirstOrDefault(File.Exists);
        return found ?? throw new UsageException(
            $"no {Name} module: looked for {Name}/{ManifestName} beside the program and for out/{Name}/{ManifestName} in '{program}', '{current}' and the folders above them. Build it with 'dotnet build src/{Name}', or name a manifest with --module.",
            ExitCodes.CannotStart);
    }

    private static string FromOption(string asked)
    {
        string path = Path.GetFullPath(asked.Length == 0 ? "." : asked);
        if (File.Exists(path))
        {
            return path;
        }

        if (!Directory.Exists(path))
        {
            throw new UsageException($"there is no module '{asked}'. Give the path of a module manifest or of its folder to --module.", ExitCodes.CannotStart);
        }

        string[] manifests = Directory.GetFiles(path, "*.psd1");
        string ofSameName = Path.Combine(path, Path.GetFileName(path.TrimEnd(Path.DirectorySeparatorChar)) + ".psd1");
        return manifests.Contains(ofSameName, StringComparer.Ordinal) ? ofSameName
            : manifests.Length == 1 ? manifests[0]
            : throw new UsageException(
                $"the folder '{asked}' holds {(manifests.Length == 0 ? "no module manifest" : "several module manifests")}. Give the path of one .psd1 file to --module.",
                ExitCodes.CannotStart);
    }

    private static IEnumerable<string> Candidates(string program, string current)
    {
        yield return Path.Combine(program, Name, ManifestName);
        foreach (string start in new[] { program, current })
        {
            for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
            {
                yield return Path.Combine(folder.FullName, "out", Name, ManifestName);
            }
        }
    }
}
