using System.Text;

namespace AliLogOps.Runner;

/// <summary>Settings that must stand before the engine's first type is touched.</summary>
internal static class EngineEnvironment
{
    private const string TelemetryOptOut = "POWERSHELL_TELEMETRY_OPTOUT";

    internal static void Prepare()
    {
        // The engine reports usage over the network unless told not to; a tool that runs scripts has no business there.
        Environment.SetEnvironmentVariable(TelemetryOptOut, "1");

        // One encoding for what we write, what scripts write through [Console], and what native programs hand us.
        UTF8Encoding utf8 = new(encoderShouldEmitUTF8Identifier: false);
        Console.OutputEncoding = utf8;
        if (Console.IsInputRedirected)
        {
            Console.InputEncoding = utf8;
        }
    }
}
