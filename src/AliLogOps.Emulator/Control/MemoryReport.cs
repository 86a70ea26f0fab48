using System.Diagnostics;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Control;

/// <summary>What the emulator holds on to after everything that nobody uses has been collected: for watching it over a long run.</summary>
internal static class MemoryReport
{
    public static SlsResult Collect(EmulatorServices services)
    {
        // a cached connection or a pooled buffer is let go only after its finalizer has run
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using Process process = Process.GetCurrentProcess();
        return SlsResult.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("managedBytes", GC.GetTotalMemory(forceFullCollection: false));
            writer.WriteNumber("workingSetBytes", process.WorkingSet64);
            writer.WriteNumber("handles", process.HandleCount);
            writer.WriteNumber("threads", process.Threads.Count);
            writer.WriteNumber("databaseBytes", services.Database.Size());
            writer.WriteNumber("requests", services.Counters.Requests);
            writer.WriteEndObject();
        });
    }
}
