using System.ComponentModel;
using System.Diagnostics;

namespace AliLogOps.Client;

/// <summary>Finds the emulator's program and starts it.</summary>
internal static class EmulatorProgram
{
    private const string ProgramName = "AliLogOps.Emulator";
    private const string DotnetRemedy = "Install the ASP.NET Core runtime 10 (https://dotnet.microsoft.com/download) so that 'dotnet' is found; the emulator needs it, the module does not.";

    /// <summary>Starts the program with redirected output.</summary>
    public static Process Start(string folder, IEnumerable<string> arguments)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string host = Path.Combine(folder, OperatingSystem.IsWindows() ? ProgramName + ".exe" : ProgramName);
        string assembly = Path.Combine(folder, ProgramName + ".dll");
        if (!File.Exists(assembly))
        {
            throw Failure($"There is no emulator in '{folder}': {ProgramName}.dll is missing.", "Install the module again; its folder emulator must be complete.", null);
        }

        // the host built with the module runs only on the system it was built for, and a package may have lost its execute bit
        return (File.Exists(host) ? TryStart(host, [], arguments) : null)
            ?? TryStart(DotnetPath(), [assembly], arguments)
            ?? throw Failure("The emulator cannot be started: the program 'dotnet' was not found.", DotnetRemedy, null);
    }

    /// <summary>An error about starting.</summary>
    public static LogServiceException Failure(string message, string remedy, Exception? cause) =>
        new(message, cause) { Kind = ErrorKind.LocalSetup, ErrorCode = ErrorCodes.EmulatorStartFailed, Remedy = remedy };

    private static Process? TryStart(string program, string[] first, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in first.Concat(arguments))
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

    // the dotnet that runs this process, if it does, else the one on the path
    private static string DotnetPath()
    {
        string? running = Environment.ProcessPath;
        return running is not null && Path.GetFileNameWithoutExtension(running).Equals("dotnet", StringComparison.OrdinalIgnoreCase) ? running : "dotnet";
    }
}
