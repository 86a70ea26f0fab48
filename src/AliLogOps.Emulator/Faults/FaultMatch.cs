using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Faults;

/// <summary>Which requests a fault is for. All names are patterns in which <c>*</c> stands for any run of characters.</summary>
/// <param name="Operations">Operation names; none means every operation.</param>
/// <param name="Project">Project of the host name; empty means any, also none.</param>
/// <param name="Logstore">Logstore of the path; empty means any, also none.</param>
internal sealed record FaultMatch(IReadOnlyList<string> Operations, string Project, string Logstore)
{
    public bool Fits(string operation, string? project, string? logstore)
    {
        return (Operations.Count == 0 || Operations.Any(pattern => Wildcard.Fits(pattern, operation)))
            && (Project.Length == 0 || (project is not null && Wildcard.Fits(Project, project)))
            && (Logstore.Length == 0 || (logstore is not null && Wildcard.Fits(Logstore, logstore)));
    }
}
