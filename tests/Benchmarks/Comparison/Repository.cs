namespace AliLogOps.Benchmarks.Comparison;

/// <summary>Where things are in this tree.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Module { get; } = Path.Combine(Root, "out", "AliLogOps");

    public static string Emulator { get; } = Path.Combine(Module, "emulator");

    public static string Benchmarks { get; } = Path.Combine(Root, "tests", "Benchmarks");

    public static string Conformance { get; } = Path.Combine(Root, "tests", "conformance");

    /// <summary>The Runner of the configuration that this program was built in.</summary>
    public static string Runner { get; } = Path.Combine(
        Root, "src", "AliLogOps.Runner", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "AliLogOps.Runner.dll");

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AliLogOps.slnx")))
        {
            folder = folder.Parent;
        }
        return folder?.FullName ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds AliLogOps.slnx.");
    }
}
