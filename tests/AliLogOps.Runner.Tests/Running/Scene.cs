using System.Diagnostics;

namespace AliLogOps.Runner.Tests.Running;

/// <summary>A folder of its own for one test, with the scripts it runs.</summary>
internal sealed class Scene : IDisposable
{
    private readonly Dictionary<string, string?> _environment = new()
    {
        // nothing of the machine that runs the tests may matter
        ["COLUMNS"] = null,
        ["NO_COLOR"] = null,
        ["TERM"] = "xterm-256color",
        ["PSModulePath"] = null,
    };

    internal Scene()
    {
        Folder = Directory.CreateTempSubdirectory("alilog-runner-").FullName;
    }

    internal string Folder { get; }

    internal Scene With(string variable, string? value)
    {
        _environment[variable] = value;
        return this;
    }

    /// <summary>Writes a file and gives its full path.</summary>
    internal string File(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Runs a script's text as a file.</summary>
    internal Task<RunResult> ScriptAsync(string text, params string[] arguments) =>
        RunAsync([File("script.ps1", text), .. arguments]);

    /// <summary>Runs the program with empty input.</summary>
    internal async Task<RunResult> RunAsync(params string[] arguments)
    {
        using RunningProcess process = Start(arguments);
        process.EndInput();
        return await process.EndsAsync();
    }

    internal RunningProcess StartScript(string text, params string[] arguments) =>
        Start([File("script.ps1", text), .. arguments]);

    internal RunningProcess Start(params string[] arguments) => new(Info(Built.Dotnet, ["exec", Built.Runner, .. arguments]));

    /// <summary>Runs the script on a pseudo terminal of util-linux's script(1); skips the test where there is none.</summary>
    internal RunningProcess StartOnTerminal(string text, params string[] arguments)
    {
        const string Script = "/usr/bin/script";
        Assert.SkipUnless(OperatingSystem.IsLinux() && System.IO.File.Exists(Script), $"needs {Script} of util-linux");
        string[] command = [Built.Dotnet, "exec", Built.Runner, File("script.ps1", text), .. arguments];
        string line = "stty cols 100 rows 30; exec " + string.Join(' ', command.Select(word => $"'{word}'"));
        return new RunningProcess(Info(Script, ["-qec", line, "/dev/null"]));
    }

    /// <summary>Runs the script with a folder for its standard input, which no program can read.</summary>
    internal RunningProcess StartReadingFolder(string text)
    {
        string[] command = [Built.Dotnet, "exec", Built.Runner, File("script.ps1", text)];
        return new RunningProcess(Info("/bin/sh", ["-c", "exec " + string.Join(' ', command.Select(word => $"'{word}'")) + " < ."]));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private ProcessStartInfo Info(string program, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = Folder };
        foreach ((string variable, string? value) in _environment)
        {
            if (value is null)
            {
                start.Environment.Remove(variable);
            }
            else
            {
                start.Environment[variable] = value;
            }
        }

        return start;
    }
}
