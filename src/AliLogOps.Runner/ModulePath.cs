namespace AliLogOps.Runner;

/// <summary>
/// The PSModulePath of the session: the module's parent first, so that further runspaces load it by name, then what the
/// caller's environment names, but never the modules of a full PowerShell: those belong to that PowerShell's own engine.
/// </summary>
internal static class ModulePath
{
    private const string Variable = "PSModulePath";

    // every full PowerShell carries this module; a folder that has it is that PowerShell's own
    private const string MarkerModule = "Microsoft.PowerShell.Utility";

    internal static void Set(string manifest)
    {
        string? parent = Path.GetDirectoryName(Path.GetDirectoryName(manifest));
        IEnumerable<string> inherited = (Environment.GetEnvironmentVariable(Variable) ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(folder => !Directory.Exists(Path.Combine(folder, MarkerModule)));
        string value = string.Join(Path.PathSeparator, inherited.Prepend(parent ?? "").Where(folder => folder.Length > 0).Distinct(StringComparer.Ordinal));
        Environment.SetEnvironmentVariable(Variable, value);
    }
}
