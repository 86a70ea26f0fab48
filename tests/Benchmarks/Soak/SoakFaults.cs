using AliLogOps.Client;

namespace AliLogOps.Benchmarks.Soak;

/// <summary>Turns faults of every kind on for half of the time.</summary>
internal sealed class SoakFaults(EmulatorClient control)
{
    private static readonly TimeSpan s_half = TimeSpan.FromSeconds(10);

    public async Task RunAsync(CancellationToken stop)
    {
        for (int round = 0; !stop.IsCancellationRequested; round++)
        {
            await Task.Delay(s_half, stop);
            List<string> set = [];
            foreach (EmulatorFaultEffect effect in Enum.GetValues<EmulatorFaultEffect>())
            {
                EmulatorFault fault = await control.SetFaultAsync(Fault(effect, round), stop);
                set.Add(fault.Name!);
            }
            await Task.Delay(s_half, stop);
            foreach (string name in set)
            {
                await control.RemoveFaultAsync(name, stop);
            }
        }
    }

    private static EmulatorFault Fault(EmulatorFaultEffect effect, int round) => new()
    {
        // names of their own, so that a rule that was forgotten on the way would pile up
        Name = $"{effect}-{round}",
        Effect = effect,
        Operations = effect == EmulatorFaultEffect.Incomplete ? ["GetLogs*"] : [],
        Code = effect == EmulatorFaultEffect.Error ? "ServerBusy" : null,
        Delay = effect is EmulatorFaultEffect.SlowHeaders or EmulatorFaultEffect.SlowBody ? TimeSpan.FromMilliseconds(50) : null,
        Location = effect == EmulatorFaultEffect.Redirect ? "http://127.0.0.1:1/" : null,
        Probability = 0.005,
        Seed = round,
    };
}
