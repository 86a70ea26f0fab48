namespace AliLogOps.Emulator.Hosting;

/// <summary>Version of the emulator; the build takes it from the module's manifest.</summary>
internal static class EmulatorVersion
{
    public static string Text { get; } = typeof(EmulatorVersion).Assembly.GetName().Version!.ToString(3);
}
