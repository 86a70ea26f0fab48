using System.Globalization;
using AliLogOps.Client;

namespace AliLogOps.Setup.Checklist;

/// <summary>Whether the service answers, takes the key, and agrees about the time.</summary>
internal static class ServiceChecks
{
    public const string Credentials = "service.credentials";

    private static readonly TimeSpan s_warnFrom = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_refusedFrom = TimeSpan.FromMinutes(15);

    public static IReadOnlyList<SetupCheck> All { get; } =
    [
        new(Credentials, "Service answers and takes the key",
            "Without an answer nothing else can be looked at.",
            "Check region, endpoint and network with Connect-AliLog.",
            LookAtCredentials),
        new("service.clock", "This machine's clock is right",
            "Requests are refused from 15 minutes on, and the times of logs are off by as much.",
            "Set the clock, for example with NTP (timedatectl set-ntp true).",
            LookAtClock),
    ];

    private static async Task<CheckFinding> LookAtCredentials(CheckContext context, CancellationToken token)
    {
        try
        {
            // the project itself, not the list: a key with rights on one project only is enough
            await context.Log.GetProjectAsync(context.ProjectName, token).ConfigureAwait(false);
        }
        catch (LogServiceException problem) when (problem.Kind is ErrorKind.NotFound or ErrorKind.PermissionDenied)
        {
            // an answer about the project or the policy means that the key was taken
        }

        return CheckFinding.Pass($"{context.Log.Endpoint} answers and takes the key.");
    }

    private static Task<CheckFinding> LookAtClock(CheckContext context, CancellationToken token)
    {
        var offset = context.Log.ClockOffset;
        if (offset is not { } known)
        {
            return Task.FromResult(CheckFinding.Skip("The service has not answered, so its time is not known."));
        }

        var seconds = Math.Abs(known.TotalSeconds);
        var text = seconds < 1.5
            ? "It agrees with the service's."
            : string.Create(CultureInfo.InvariantCulture, $"It is {seconds:0} s {(known > TimeSpan.Zero ? "behind" : "ahead of")} the service's.");
        return Task.FromResult(known.Duration() >= s_refusedFrom ? CheckFinding.Fail(text) : known.Duration() >= s_warnFrom ? CheckFinding.Warn(text) : CheckFinding.Pass(text));
    }
}
