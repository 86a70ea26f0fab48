using System.Diagnostics;
using System.Globalization;

namespace AliLogOps.Module.Tests.Hosting;

/// <summary>Holds a process still: it keeps its port, takes connections, and answers nothing until this is disposed.</summary>
public sealed class FrozenProcess : IDisposable
{
    private readonly int _id;

    public FrozenProcess(int id)
    {
        _id = id;
        Signal("-STOP");
    }

    public void Dispose() => Signal("-CONT");

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, _id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        if (kill.ExitCode != 0)
        {
            throw new InvalidOperationException($"kill {signal} {_id} ended with {kill.ExitCode}.");
        }
    }
}
