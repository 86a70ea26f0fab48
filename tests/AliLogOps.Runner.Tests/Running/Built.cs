namespace AliLogOps.Runner.Tests.Running;

/// <summary>Where the build put what the tests run.</summary>
internal static class Built
{
    /// <summary>The top of the repository.</summary>
    internal static string Root { get; } = FindRoot();

    /// <summary>The program under test, built in the configuration of the tests themselves.</summary>
    internal static string Runner { get; } = FindRunner();

    /// <summary>The staged module's manifest.</summary>
    internal static string Manifest { get; } = Path.Combine(Root, "out", "AliLogOps", "AliLogOps.psd1");

    internal static string Dotnet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AliLogOps.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No AliLogOps.slnx in '{AppContext.BaseDirectory}' or above it.");
    }

    private static string FindRunner()
    {
        DirectoryInfo output = new(AppContext.BaseDirectory);
        string configuration = output.Parent!.Name;
        string path = Path.Combine(Root, "src", "AliLogOps.Runner", "bin", configuration, output.Name, "AliLogOps.Runner.dll");
        return File.Exists(path) ? path : throw new InvalidOperationException($"'{path}' is not built.");
    }
}
