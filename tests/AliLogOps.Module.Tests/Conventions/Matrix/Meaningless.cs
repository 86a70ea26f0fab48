namespace AliLogOps.Module.Tests.Conventions;

/// <summary>Cells of the matrix that nothing can stand in, each with the reason.</summary>
internal static class Meaningless
{
    private static readonly (string Reason, Situation[] Situations, string[] Cmdlets)[] s_reasons =
    [
        (
            "It sends nothing: what the service says comes with the first command that asks it.",
            [Situation.Denied, Situation.Throttled, Situation.Cancelled],
            ["Connect-AliLog", "Disconnect-AliLog", "Get-AliLogConnection"]),
        (
            "A session without a connection is a result, not a mistake.",
            [Situation.NotFound],
            ["Disconnect-AliLog", "Get-AliLogConnection"]),
        (
            "It takes nothing in: the connection of the session is what it shows.",
            [Situation.Pipeline],
            ["Get-AliLogConnection"]),
        (
            "It works on this machine, where nobody counts requests.",
            [Situation.Throttled],
            ["Test-AliLogtailConfig", "Test-AliLogtailHost", "Export-AliLogtailHostFile", "Export-AliLogReport", "Import-AliLogSetup"]),
        (
            "It reads or writes a few small files and is done before a key is pressed.",
            [Situation.Cancelled],
            ["Test-AliLogtailHost", "Export-AliLogtailHostFile", "Export-AliLogReport", "Import-AliLogSetup"]),
        (
            "It makes what is not there.",
            [Situation.NotFound],
            ["Export-AliLogtailHostFile", "Export-AliLogReport", "Start-AliLogEmulator"]),
        (
            "The control interface of an emulator belongs to the session that started it, and knows neither rights nor quotas.",
            [Situation.Denied, Situation.Throttled],
            ["Get-AliLogEmulator", "Stop-AliLogEmulator", "Get-AliLogEmulatorAgent", "Start-AliLogEmulatorAgent", "Stop-AliLogEmulatorAgent", "Remove-AliLogEmulatorAgent", "Set-AliLogEmulatorFault"]),
        (
            "It starts a program, which asks nobody.",
            [Situation.Throttled, Situation.Pipeline],
            ["Start-AliLogEmulator"]),
        (
            "What has ended already is listed as stopped, and stopping it again is no mistake.",
            [Situation.NotFound],
            ["Get-AliLogEmulator", "Stop-AliLogEmulator"]),
    ];

    public static IEnumerable<(string Cmdlet, Situation Situation)> Cells =>
        s_reasons.SelectMany(reason => reason.Cmdlets.SelectMany(cmdlet => reason.Situations.Select(situation => (cmdlet, situation))));
}
