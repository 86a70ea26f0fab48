using System.Management.Automation;

namespace AliLogOps.Commands;

/// <summary>Where the emulator's program lies: beside the manifest, in <c>emulator</c>.</summary>
internal static class EmulatorFolder
{
    private const string Name = "emulator";

    public static string Find(InvocationInfo invocation)
    {
        // the assembly lies in bin, one folder below the manifest
        var moduleBase = invocation.MyCommand.Module?.ModuleBase;
        var beside = Path.GetDirectoryName(Path.GetDirectoryName(typeof(EmulatorFolder).Assembly.Location)) ?? "";
        return moduleBase is not null && Directory.Exists(Path.Combine(moduleBase, Name)) ? Path.Combine(moduleBase, Name) : Path.Combine(beside, Name);
    }
}
