using System.ComponentModel;
using System.Diagnostics;

namespace AliLogOps.Client;

/// <summary>Finds the ways in which the emulator's program can be started here, and starts it.</summary>
internal static class EmulatorProgram
{
    /// <summary>What to do when the runtime is missing.</summary>
    public const string RuntimeRemedy = "Install the ASP.NET Core runtime 10 (https://dotnet.microsoft.com/download) so that 'dotnet' is found; the emulator needs it, the module does not.";

    private const string ProgramName = "AliLogOps.Emulator";

    /// <summary>
    /// The commands to try, best first: the program's own host, which runs only on the system it was built for and whose execute
    /// bit a package may have lost, then every 'dotnet' that may be installed.
    /// </summary>
    public static IReadOnlyList<string[]> Commands(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string assembly = Path.Combine(folder, ProgramName + ".dll");
        if (!File.Exists(assembly))
        {
            throw Failure($"There is no emulator in '{folder}': {ProgramName}.dll is missing.", "Install the module again; its folder emulator must be complete.", null);
        }

        List<string[]> commands = [];
        string host = Path.Combine(folder, WithSuffix(ProgramName));
        if (File.Exists(host))
        {
            commands.Add([host]);
        }

        foreach (string dotnet in Dotnets())
        {
            commands.Add([dotnet, assembly]);
        }

        return commands;
    }

    /// <summary>Starts a command with redirected output; null when there is no such program.</summary>
    public static Process? TryStart(string[] command, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(command[0])
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in command.Skip(1).Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>An error about starting.</summary>
    public static LogServiceException Failure(string message, string remedy, Exception? cause) =>
        new(message, cause) { Kind = ErrorKind.LocalSetup, ErrorCode = ErrorCodes.EmulatorStartFailed, Remedy = remedy };

    private static IEnumerable<string> Dotnets()
    {
        List<string> candidates = [];
        string? running = Environment.ProcessPath;
        if (running is not null && Path.GetFileNameWithoutExtension(running).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
        {
            candidates.Add(running);
        }

        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root)
        {
            candidates.Add(Path.Combine(root, WithSuffix("dotnet")));
        }

        candidates.Add("dotnet");
        return candidates.Distinct(StringComparer.Ordinal);
    }

    private static string WithSuffix(string program) => OperatingSystem.IsWindows() ? program + ".exe" : program;
}
