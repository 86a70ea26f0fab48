namespace AliLogOps.Runner;

/// <summary>The script file as named on the command line.</summary>
internal static class ScriptFile
{
    private const string Extension = ".ps1";

    /// <summary>Gives the full path, since a script may change the current folder, or says why the file cannot be run.</summary>
    internal static string Resolve(string name)
    {
        if (name.Length == 0)
        {
            throw new UsageException("the name of the script is empty. Give the path of a script file; see --help.");
        }

        string path = Path.GetFullPath(name);
        if (Directory.Exists(path))
        {
            throw new UsageException($"'{name}' is a folder. Give the path of a script file.");
        }

        if (!File.Exists(path))
        {
            throw new UsageException($"there is no script file '{name}' in '{Path.GetDirectoryName(path)}'. Check the spelling and the current folder.");
        }

        if (OperatingSystem.IsWindows() && !IsScript(path))
        {
            throw new UsageException($"'{name}' does not end in {Extension}. Give a PowerShell script file.");
        }

        return path;
    }

    /// <summary>Elsewhere than on Windows a script may have any name (a first line with #! started it); the engine then runs it as text.</summary>
    internal static bool IsScript(string path) => path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);
}
