using AliLogOps.Client;

namespace AliLogOps.Setup.Checklist;

/// <summary>A refusal of the service as what a check found: its words, and what to do about it.</summary>
internal static class ServiceProblem
{
    public static CheckFinding Describe(LogServiceException problem) => CheckFinding.Fail($"{problem.ErrorCode}: {problem.ServiceMessage ?? problem.Message}") with
    {
        Cause = problem.Kind switch
        {
            ErrorKind.PermissionDenied => "The key is good, but its policy does not allow this operation.",
            ErrorKind.Unauthenticated => "The service does not take the key.",
            ErrorKind.ClockSkew => "The clock of this machine is too far from the service's.",
            ErrorKind.Connection => "The service was not reached.",
            ErrorKind.Timeout => "The service did not answer in time.",
            ErrorKind.Throttled or ErrorKind.QuotaExceeded => "The account has reached a limit.",
            _ => null,
        },
        Remedy = problem.Remedy.Length > 0 && problem.Kind != ErrorKind.NotFound ? problem.Remedy : null,
    };
}
