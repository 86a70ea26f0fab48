using System.Diagnostics;
using System.Text;

namespace AliLogOps.Walkthrough.Tests;

/// <summary>One run of docs/examples/Walkthrough.ps1 in the Runner, as a person or a job would start it.</summary>
internal sealed record WalkthroughRun(int ExitCode, string Output, string Error, IReadOnlyDictionary<string, string> Reports)
{
    private static readonly string s_root = FindRoot();

    public static string Root => s_root;

    public static async Task<WalkthroughRun> StartAsync(params string[] arguments)
    {
        string reports = Directory.CreateTempSubdirectory("alilogops-reports-").FullName;
        try
        {
            ProcessStartInfo start = new(RunnerPath())
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
                StandardOutputEncoding = Encoding.UTF8,
                WorkingDirectory = s_root,
            };
            foreach (string argument in (string[])["--width", "160", "docs/examples/Walkthrough.ps1", "-ReportPath", reports, .. arguments])
            {
                start.ArgumentList.Add(argument);
            }

            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            CancellationToken cancellation = TestContext.Current.CancellationToken;
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
            Task<string> error = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            Dictionary<string, string> texts = Directory.GetFiles(reports).ToDictionary(path => Path.GetFileName(path), File.ReadAllText, StringComparer.Ordinal);
            return new WalkthroughRun(process.ExitCode, await output, await error, texts);
        }
        finally
        {
            Directory.Delete(reports, recursive: true);
        }
    }

    /// <summary>Rows of the checklists: a check's id, then its verdict.</summary>
    public IReadOnlyList<string> Rows(string verdict) =>
        [.. Output.Split('\n').Where(line => System.Text.RegularExpressions.Regex.IsMatch(line, $@"^[a-z]+\.[a-z-]+ +{verdict} "))];

    public static string RunnerPath()
    {
        // The Runner's output stands where this project's own does: same configuration, same framework.
        string own = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        string framework = Path.GetFileName(own);
        string configuration = Path.GetFileName(Path.GetDirectoryName(own)!);
        string name = OperatingSystem.IsWindows() ? "AliLogOps.Runner.exe" : "AliLogOps.Runner";
        return Path.Combine(s_root, "src", "AliLogOps.Runner", "bin", configuration, framework, name);
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "AliLogOps.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests run outside of the repository.");
    }
}
