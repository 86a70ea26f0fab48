namespace AliLogOps.Benchmarks.Comparison;

/// <summary>What one run of one program gave.</summary>
/// <param name="Seconds">Time of the measured part, as the program took it.</param>
/// <param name="PeakMegabytes">Largest resident memory of the process.</param>
/// <param name="Logs">Logs it sent, read or wrote.</param>
internal sealed record Measurement(double Seconds, double PeakMegabytes, long Logs)
{
    public double LogsPerSecond => Logs / Seconds;
}
