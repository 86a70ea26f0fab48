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
        ("Test-AliLogQuery $p store x", "scripted-project/store"),
        ("Compare-AliMachineGroup $p web @{ app = 'a' }", "scripted-project/web"),
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

    public static TheoryData<string, string> All => ToData([.. s_reads, .. s_writes]);

    public static TheoryData<string, string> Writes => ToData(s_writes);

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
