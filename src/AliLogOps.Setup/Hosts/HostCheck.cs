using System.ComponentModel;
using System.Diagnostics;

namespace AliLogOps.Setup.Hosts;

/// <summary>One thing that must be true of a host.</summary>
/// <param name="Id">Stable id.</param>
/// <param name="Title">What must be true.</param>
/// <param name="LiveOnly">Whether it needs a running host.</param>
/// <param name="ImageOnly">Whether it holds for images only.</param>
/// <param name="Cause">Why it matters.</param>
/// <param name="Remedy">What to do when it does not hold.</param>
/// <param name="Look">Looks at the host.</param>
internal sealed record HostCheck(
    string Id,
    string Title,
    bool LiveOnly,
    bool ImageOnly,
    string Cause,
    string Remedy,
    Func<HostInspection, HostFinding> Look)
{
    /// <summary>Runs the check; what cannot be read, or a program that cannot be run, is a failure with its reason, never an exception.</summary>
    public CheckResult Run(HostInspection host)
    {
        long start = Stopwatch.GetTimestamp();
        HostFinding finding;
        if (LiveOnly && !host.IsLive)
        {
            finding = HostFinding.Skip("Needs the running host; this is a folder.");
        }
        else if (ImageOnly && host.IsLive)
        {
            finding = HostFinding.Skip("For images; this is a running host.");
        }
        else
        {
            try
            {
                finding = Look(host);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException or Win32Exception)
            {
                finding = HostFinding.Fail(exception.Message);
            }
        }

        bool mended = finding.Status is CheckStatus.Pass or CheckStatus.Skipped;
        return new CheckResult
        {
            Id = Id,
            Check = Title,
            Status = finding.Status,
            Evidence = finding.Evidence,
            Cause = mended ? string.Empty : Cause,
            Remedy = mended ? string.Empty : Remedy,
            Duration = Stopwatch.GetElapsedTime(start),
        };
    }
}

/// <summary>What a look at a host found.</summary>
internal readonly record struct HostFinding(CheckStatus Status, string Evidence)
{
    public static HostFinding Pass(string evidence) => new(CheckStatus.Pass, evidence);

    public static HostFinding Warn(string evidence) => new(CheckStatus.Warning, evidence);

    public static HostFinding Fail(string evidence) => new(CheckStatus.Fail, evidence);

    public static HostFinding Skip(string evidence) => new(CheckStatus.Skipped, evidence);
}
