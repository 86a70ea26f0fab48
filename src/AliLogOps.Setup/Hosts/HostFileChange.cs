namespace AliLogOps.Setup.Hosts;

/// <summary>What writing a host file would do.</summary>
/// <param name="File">The file.</param>
/// <param name="Target">Where it would be written.</param>
/// <param name="State">How it compares with what is there.</param>
/// <param name="Diff">Lines that differ: <c>-</c> what is there, <c>+</c> what would be; empty unless it differs.</param>
public sealed record HostFileChange(HostFile File, string Target, HostFileState State, IReadOnlyList<string> Diff)
{
    /// <summary>Compares <paramref name="file"/> with what is below <paramref name="root"/>.</summary>
    public static HostFileChange Compare(HostFile file, string root) => CompareAt(file, HostLayout.Below(root, file.Path));

    /// <summary>Compares <paramref name="file"/> with the file at <paramref name="target"/>.</summary>
    public static HostFileChange CompareAt(HostFile file, string target)
    {
        if (!System.IO.File.Exists(target))
        {
            return new HostFileChange(file, target, HostFileState.Missing, []);
        }

        string existing = System.IO.File.ReadAllText(target);
        return existing == file.Content
            ? new HostFileChange(file, target, HostFileState.Same, [])
            : new HostFileChange(file, target, HostFileState.Different, LineDiff.Create(existing, file.Content));
    }

    /// <summary>Writes the file beside its target and moves it there, so that no reader sees half of it.</summary>
    public void Apply()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Target)!);
        string temporary = Target + ".new";
        System.IO.File.WriteAllText(temporary, File.Content);
        if (!OperatingSystem.IsWindows())
        {
            UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
            if (File.Kind == HostFileKind.AgentParameters)
            {
                mode |= UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
            }

            System.IO.File.SetUnixFileMode(temporary, mode);
        }

        System.IO.File.Move(temporary, Target, overwrite: true);
    }
}

/// <summary>How a host file compares with what is on the host.</summary>
public enum HostFileState
{
    /// <summary>There is no such file.</summary>
    Missing,

    /// <summary>The file is as it should be.</summary>
    Same,

    /// <summary>The file has another content.</summary>
    Different,
}
