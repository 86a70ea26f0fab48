using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace AliLogOps.Benchmarks.Comparison;

/// <summary>Runs a program that measures itself and ends with a line "seconds=1.5 peak=120 logs=1000".</summary>
internal static partial class ChildProcess
{
    public static Task<Measurement> ScriptAsync(string name, params string[] arguments) =>
        MeasureAsync("dotnet", [Repository.Runner, Path.Combine(Repository.Benchmarks, "Scripts", name), .. arguments], Repository.Root);

    public static Task<Measurement> NodeAsync(string name, params string[] arguments) =>
        MeasureAsync("node", ["--max-old-space-size=8192", Path.Combine(Repository.Benchmarks, "peers", name), .. arguments], Repository.Root);

    public static Task<Measurement> PythonAsync(string name, params string[] arguments) =>
        MeasureAsync("python3", [Path.Combine(Repository.Benchmarks, "peers", "python", name), .. arguments], Repository.Root);

    /// <summary>Whether a program can be run and ends with success.</summary>
    public static async Task<bool> SucceedsAsync(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>This program again, in one of its child roles.</summary>
    public static Task<Measurement> SelfAsync(params string[] arguments) =>
        MeasureAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "AliLogOps.Benchmarks.dll"), "child", .. arguments], Repository.Root);

    private static async Task<Measurement> MeasureAsync(string program, IEnumerable<string> arguments, string folder)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Match match = ResultLine().Match(await output);
        return process.ExitCode == 0 && match.Success
            ? new Measurement(Number(match, "seconds"), Number(match, "peak"), (long)Number(match, "logs"))
            : throw new InvalidOperationException($"{string.Join(' ', start.ArgumentList.Prepend(program))} ended with {process.ExitCode}:\n{await output}{await error}");
    }

    private static double Number(Match match, string name) => double.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"seconds=(?<seconds>[0-9.]+) peak=(?<peak>[0-9.]+) logs=(?<logs>[0-9]+)")]
    private static partial Regex ResultLine();
}
