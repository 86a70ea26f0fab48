using System.Text.RegularExpressions;

namespace AliLogOps.Module.Tests.Conventions;

/// <summary>A line for every cmdlet that asks the service: what is true of one must be true of all.</summary>
public static partial class CommandLines
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
        ("Export-AliLog $p store -Path $folder/export -FromBeginning", "scripted-project/store"),
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

    // several things at once: a definition of one project
    private static readonly (string Line, string Target)[] s_setups =
    [
        ("Import-AliLogSetup $file | Compare-AliLogSetup", "scripted-project"),
        ("Import-AliLogSetup $file | Set-AliLogSetup", "scripted-project"),
        ("Import-AliLogSetup $file | Remove-AliLogSetup", "scripted-project"),
        ("Import-AliLogSetup $file | Compare-AliLogEnvironment", "scripted-project"),
    ];

    // what fails ends them: a gate stays shut, and what was not sent is told in one piece
    private static readonly (string Line, string Target)[] s_ending =
    [
        ("Wait-AliLog $p store -Timeout 5m", "scripted-project/store"),
        ("'one log' | Send-AliLog $p store", "scripted-project/store"),
    ];

    // failures of the service are what they look for
    private static readonly string[] s_finding = ["Test-AliLogConnection $p", "Import-AliLogSetup $file | Test-AliLogSetup"];

    private static readonly (string Line, string Target)[] s_ecs =
    [
        ("Get-AliEcsInstance i-1", "i-1"),
        ("Get-AliSecurityGroupRule sg-1", "sg-1"),
        ("Test-AliSecurityGroupRule sg-1", "sg-1"),
        ("Add-AliSecurityGroupRule sg-1 -Port 11111 -SourceCidrIp 10.0.0.0/8", "sg-1"),
        ("Remove-AliSecurityGroupRule sg-1 -Port 11111", "sg-1"),
    ];

    /// <summary>Every line that ends with an error about its target when the Log Service refuses.</summary>
    public static TheoryData<string, string> All => ToData([.. s_reads, .. s_writes, .. s_setups, .. s_ending]);

    /// <summary>Those to which the project must exist.</summary>
    public static TheoryData<string, string> InProject => ToData([.. s_reads, .. s_writes, .. s_setups.Where(line => CmdletOf(line.Line) == "Compare-AliLogEnvironment"), .. s_ending]);

    /// <summary>Those whose names can come down the pipeline.</summary>
    public static TheoryData<string, string> Named => ToData([.. s_reads, .. s_writes, s_ending[0]]);

    public static TheoryData<string, string> Writes => ToData(s_writes);

    /// <summary>Those that give findings where others end with an error.</summary>
    public static TheoryData<string> Finding => [.. s_finding];

    /// <summary>Those that ask ECS.</summary>
    public static TheoryData<string, string> Ecs => ToData(s_ecs);

    /// <summary>The cmdlet a line is about: its last one.</summary>
    public static string CmdletOf(string line) => CmdletName().Matches(line)[^1].Value;

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

    [GeneratedRegex(@"\b[A-Z][a-z]+-Ali[A-Za-z]+")]
    private static partial Regex CmdletName();

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
