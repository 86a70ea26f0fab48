namespace AliLogOps.Module.Tests.Conventions;

/// <summary>A line for every cmdlet that asks the service: what is true of one must be true of all.</summary>
public static class CommandLines
{
    private static readonly (string Line, string Target)[] s_reads =
    [
        ("Get-AliLogProject $p", "scripted-project"),
        ("Get-AliLogStore $p store", "scripted-project/store"),
        ("Get-AliLogShard $p store", "scripted-project/store"),
        ("Get-AliLogIndex $p store", "scripted-project/store"),
        ("Get-AliMachineGroup $p web", "scripted-project/web"),
        ("Get-AliMachineGroupStatus $p web", "scripted-project/web"),
        ("Get-AliLogtailConfig $p conf", "scripted-project/conf"),
        ("Get-AliMachineGroupBinding $p conf web", "scripted-project/web"),
        ("Search-AliLog $p store", "scripted-project/store"),
        ("Read-AliLog $p store", "scripted-project/store"),
        ("Get-AliLogHistogram $p store", "scripted-project/store"),
        ("Get-AliLogSurrounding $p store -PackId a-1 -PackMeta '0|1|2|3'", "scripted-project/store"),
        ("Watch-AliLog $p store -For 1s", "scripted-project/store"),
        ("Test-AliLogQuery $p store -Query x", "scripted-project/store"),
        ("Compare-AliMachineGroup $p web -Tag @{ app = 'a' }", "scripted-project/web"),
        ("Get-AliLogSetup $p", "scripted-project"),
    ];

    private static readonly (string Line, string Target)[] s_writes =
    [
        ("New-AliLogProject $p", "scripted-project"),
        ("Set-AliLogProject $p -Description d", "scripted-project"),
        ("Remove-AliLogProject $p", "scripted-project"),
        ("New-AliLogStore $p store", "scripted-project/store"),
        ("Set-AliLogStore $p store -TtlDays 7", "scripted-project/store"),
        ("Remove-AliLogStore $p store", "scripted-project/store"),
        ("Split-AliLogShard $p store 0", "scripted-project/store/0"),
        ("Merge-AliLogShard $p store 0", "scripted-project/store/0"),
        ("Set-AliLogIndex $p store -FullText", "scripted-project/store/index"),
        ("Remove-AliLogIndex $p store", "scripted-project/store"),
        ("New-AliMachineGroup $p web -Identifier id-a", "scripted-project/web"),
        ("Set-AliMachineGroup $p web -Identifier id-a", "scripted-project/web"),
        ("Remove-AliMachineGroup $p web", "scripted-project/web"),
        ("New-AliLogtailConfig $p conf -LogstoreName store -Syslog -Tag t", "scripted-project/conf"),
        ("Set-AliLogtailConfig $p conf -LogstoreName store -Syslog -Tag t", "scripted-project/conf"),
        ("Remove-AliLogtailConfig $p conf", "scripted-project/conf"),
        ("Add-AliMachineGroupBinding $p conf web", "scripted-project/conf → web"),
        ("Remove-AliMachineGroupBinding $p conf web", "scripted-project/conf → web"),
    ];

    /// <summary>Cmdlets whose own tests look at these things, and why the common ones do not fit.</summary>
    private static readonly Dictionary<string, string> s_apart = new(StringComparer.Ordinal)
    {
        ["Connect-AliLog"] = "sends nothing: ConnectionCmdletTests, CredentialCmdletTests",
        ["Disconnect-AliLog"] = "sends nothing: ConnectionCmdletTests",
        ["Get-AliLogConnection"] = "sends nothing: ConnectionCmdletTests",
        ["Test-AliLogConnection"] = "failures are its findings: TestAliLogConnectionTests",
        ["Send-AliLog"] = "gives back what was not sent: SendAliLogTests, BadWayTests",
        ["Wait-AliLog"] = "every failure ends it: WaitAliLogTests",
        ["Export-AliLog"] = "writes files: ExportAliLogTests, KilledExportTests",
        ["Test-AliLogtailConfig"] = "works offline: TestAliLogtailConfigTests",
        ["Test-AliLogtailHost"] = "works offline: TestAliLogtailHostTests",
        ["Export-AliLogtailHostFile"] = "works offline: ExportAliLogtailHostFileTests",
        ["Export-AliLogReport"] = "works offline",
        ["Get-AliSecurityGroupRule"] = "asks ECS: AliSecurityGroupRuleTests",
        ["Add-AliSecurityGroupRule"] = "asks ECS: AliSecurityGroupRuleTests",
        ["Remove-AliSecurityGroupRule"] = "asks ECS: AliSecurityGroupRuleTests",
        ["Get-AliEcsInstance"] = "asks ECS",
        ["Test-AliSecurityGroupRule"] = "asks ECS",
        ["Compare-AliMachineGroup"] = "asks ECS as well",
        ["Start-AliLogEmulator"] = "starts a process: AliLogEmulatorTests",
        ["Stop-AliLogEmulator"] = "ends a process: AliLogEmulatorTests",
        ["Get-AliLogEmulator"] = "asks the emulator's control interface: AliLogEmulatorTests",
        ["Set-AliLogEmulatorFault"] = "asks the emulator's control interface",
        ["Get-AliLogEmulatorFault"] = "asks the emulator's control interface",
        ["Start-AliLogEmulatorAgent"] = "asks the emulator's control interface: AliLogEmulatorAgentTests",
        ["Stop-AliLogEmulatorAgent"] = "asks the emulator's control interface: AliLogEmulatorAgentTests",
        ["Get-AliLogEmulatorAgent"] = "asks the emulator's control interface: AliLogEmulatorAgentTests",
        ["Remove-AliLogEmulatorAgent"] = "asks the emulator's control interface: AliLogEmulatorAgentTests",
        ["Import-AliLogSetup"] = "reads files: the tests of setups",
        ["Get-AliLogSetup"] = "many resources at once: the tests of setups",
        ["Compare-AliLogSetup"] = "many resources at once: the tests of setups",
        ["Set-AliLogSetup"] = "many resources at once: the tests of setups",
        ["Test-AliLogSetup"] = "many resources at once: the tests of setups",
        ["Remove-AliLogSetup"] = "many resources at once: the tests of setups",
        ["Compare-AliLogEnvironment"] = "many resources at once: the tests of setups",
    };

    public static TheoryData<string, string> All => ToData([.. s_reads, .. s_writes]);

    public static TheoryData<string, string> Writes => ToData(s_writes);

    /// <summary>Whether a cmdlet is looked at here, or known to be looked at elsewhere.</summary>
    public static bool Knows(string cmdlet) => s_apart.ContainsKey(cmdlet) || s_reads.Concat(s_writes).Any(line => CmdletOf(line.Line) == cmdlet);

    /// <summary>The cmdlet of a line.</summary>
    public static string CmdletOf(string line) => line.Split(' ')[0];

    /// <summary>
    /// The line with its names coming down the pipeline: an object with every key, as other cmdlets emit them, instead of the words
    /// between the cmdlet and its first named parameter.
    /// </summary>
    public static string Piped(string line)
    {
        var words = line.Split(' ');
        var named = Array.FindIndex(words, word => word.StartsWith('-'));
        return $"$everything | {words[0]} {(named < 0 ? "" : string.Join(' ', words[named..]))}";
    }

    private static TheoryData<string, string> ToData((string Line, string Target)[] lines)
    {
        var data = new TheoryData<string, string>();
        foreach (var (line, target) in lines)
        {
            data.Add(line, target);
        }

        return data;
    }
}
