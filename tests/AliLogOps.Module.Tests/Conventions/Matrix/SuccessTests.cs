using System.Management.Automation;
using System.Reflection;
using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Conventions;

/// <summary>Every cmdlet does its work against the emulator, and what it emits is of a type that it declares.</summary>
public sealed class SuccessTests(EmulatorFixture emulator) : IDisposable
{
    private const string World = """
        $store = New-AliLogProject $p | New-AliLogStore -Name store -ShardCount 2
        $null = $store | Set-AliLogIndex -FullText -Key app
        $null = New-AliMachineGroup $p web -Identifier id-a
        $null = New-AliLogtailConfig $p conf -LogstoreName store -Syslog -Tag t | Add-AliMachineGroupBinding -MachineGroupName web
        $null = @{ app = 'a'; msg = 'hello' }, @{ app = 'b'; msg = 'again' } | Send-AliLog $p store -Tag @{ __pack_id__ = 'AAD0E8B1A2C3D4E5-1' }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alilogops-success-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [Covers(Situation.Success)]
    [InlineData("Connect-AliLog -Endpoint $endpoint -Region cn-hangzhou -Credential $key")]
    [InlineData("Disconnect-AliLog")]
    [InlineData("Get-AliLogConnection")]
    [InlineData("Test-AliLogConnection $p store")]
    [InlineData("New-AliLogProject \"$p-new\"")]
    [InlineData("Get-AliLogProject $p")]
    [InlineData("Set-AliLogProject $p -Description d")]
    [InlineData("Remove-AliLogProject $p -Force")]
    [InlineData("New-AliLogStore $p new")]
    [InlineData("Get-AliLogStore $p store")]
    [InlineData("Set-AliLogStore $p store -TtlDays 7")]
    [InlineData("Remove-AliLogStore $p store")]
    [InlineData("Get-AliLogShard $p store")]
    [InlineData("Split-AliLogShard $p store 0")]
    [InlineData("Merge-AliLogShard $p store 0")]
    [InlineData("Get-AliLogIndex $p store")]
    [InlineData("Set-AliLogIndex $p store -Key level")]
    [InlineData("Remove-AliLogIndex $p store")]
    [InlineData("New-AliMachineGroup $p new -Identifier id-b")]
    [InlineData("Get-AliMachineGroup $p web")]
    [InlineData("Set-AliMachineGroup $p web -Identifier id-b")]
    [InlineData("Remove-AliMachineGroup $p web")]
    [InlineData("Get-AliMachineGroupStatus $p web -ExpectedMachine 10.0.0.1")]
    [InlineData("Compare-AliMachineGroup $p web @{ app = 'a' }")]
    [InlineData("New-AliLogtailConfig $p new -LogstoreName store -Syslog -Tag u")]
    [InlineData("Get-AliLogtailConfig $p conf")]
    [InlineData("Set-AliLogtailConfig $p conf -LogstoreName store -Syslog -Tag u")]
    [InlineData("Remove-AliLogtailConfig $p conf")]
    [InlineData("Test-AliLogtailConfig '0.1 t 1 127.0.0.1 host program 0 app 1 - message' -Syslog -Tag t")]
    [InlineData("Add-AliMachineGroupBinding $p conf web")]
    [InlineData("Get-AliMachineGroupBinding $p conf web")]
    [InlineData("Remove-AliMachineGroupBinding $p conf web")]
    [InlineData("Search-AliLog $p store -Last 5m")]
    [InlineData("Get-AliLogHistogram $p store -Last 5m")]
    [InlineData("$log = Search-AliLog $p store again -Last 5m -IncludePackId; $log | Get-AliLogSurrounding -Before 1")]
    [InlineData("Read-AliLog $p store -FromBeginning")]
    [InlineData("Watch-AliLog $p store -Last 5m -For 1s")]
    [InlineData("Wait-AliLog $p store -Last 5m -Timeout 30s -PollInterval 0.2")]
    [InlineData("Send-AliLog $p store -InputObject 'one more'")]
    [InlineData("Export-AliLog $p store $folder/export -FromBeginning")]
    [InlineData("Test-AliLogQuery $p store -Query 'level: error'")]
    [InlineData("Get-AliEcsInstance")]
    [InlineData("$null = Add-AliSecurityGroupRule sg-emulator $port 10.0.0.0/8; Get-AliSecurityGroupRule sg-emulator")]
    [InlineData("Add-AliSecurityGroupRule sg-emulator $port 10.0.0.0/8")]
    [InlineData("Add-AliSecurityGroupRule sg-emulator $port 10.0.0.0/8 | Remove-AliSecurityGroupRule")]
    [InlineData("Test-AliSecurityGroupRule sg-emulator $port")]
    [InlineData("Import-AliLogSetup $file")]
    [InlineData("Get-AliLogSetup $p")]
    [InlineData("Import-AliLogSetup $file | Compare-AliLogSetup")]
    [InlineData("Import-AliLogSetup $file | Set-AliLogSetup")]
    [InlineData("Import-AliLogSetup $file | Test-AliLogSetup")]
    [InlineData("Get-AliLogSetup $p | Remove-AliLogSetup")]
    [InlineData("Import-AliLogSetup $both | Compare-AliLogEnvironment -Definition")]
    [InlineData("$check = Test-AliLogtailHost $folder; Export-AliLogReport $folder/report.html -InputObject $check -PassThru")]
    [InlineData("Export-AliLogtailHostFile $folder -Identifier id-a")]
    [InlineData("Test-AliLogtailHost $folder")]
    public void It_works_and_emits_what_it_declares(string line)
    {
        using var shell = Open();

        AssertDeclared(line, shell.Run(line).ThrowOnError(), shell);
    }

    [Theory]
    [Covers(Situation.Success)]
    [InlineData("Start-AliLogEmulator")]
    [InlineData("$null = Start-AliLogEmulator; Get-AliLogEmulator")]
    [InlineData("$null = Start-AliLogEmulator; Stop-AliLogEmulator")]
    [InlineData("$null = Start-AliLogEmulator; Start-AliLogEmulatorAgent web-1 -Identifier id-a")]
    [InlineData("$null = Start-AliLogEmulator; $null = Start-AliLogEmulatorAgent web-1; Get-AliLogEmulatorAgent")]
    [InlineData("$null = Start-AliLogEmulator; $null = Start-AliLogEmulatorAgent web-1; Stop-AliLogEmulatorAgent web-1")]
    [InlineData("$null = Start-AliLogEmulator; $null = Start-AliLogEmulatorAgent web-1; Remove-AliLogEmulatorAgent web-1")]
    [InlineData("$null = Start-AliLogEmulator; Set-AliLogEmulatorFault Html")]
    public void An_emulator_of_the_session_obeys(string line)
    {
        using var shell = new Shell { BeforeClose = "Stop-AliLogEmulator" };

        AssertDeclared(line, shell.Run(line).ThrowOnError(), shell);
    }

    [Theory]
    [Covers(Situation.Pipeline)]
    [InlineData("[pscustomobject]@{ Endpoint = $endpoint; Region = 'cn-hangzhou'; Credential = $key } | Connect-AliLog")]
    [InlineData("Get-AliLogConnection | Disconnect-AliLog")]
    [InlineData("$store | Test-AliLogConnection")]
    [InlineData("1..3 | Send-AliLog $p store")]
    [InlineData("Get-AliLogtailConfig $p conf | Test-AliLogtailConfig '0.1 t 1 127.0.0.1 host program 0 app 1 - message'")]
    [InlineData("Get-AliMachineGroup $p web | Export-AliLogtailHostFile $folder")]
    [InlineData("Get-AliMachineGroup $p web | Test-AliLogtailHost $folder")]
    [InlineData("Test-AliLogtailHost $folder | Export-AliLogReport $folder/report.xml -PassThru")]
    [InlineData("$file, $both | Import-AliLogSetup")]
    [InlineData("Import-AliLogSetup $file | Compare-AliLogSetup")]
    [InlineData("Import-AliLogSetup $file | Set-AliLogSetup")]
    [InlineData("Import-AliLogSetup $file | Test-AliLogSetup")]
    [InlineData("Get-AliLogSetup $p | Remove-AliLogSetup")]
    [InlineData("Import-AliLogSetup $both | Compare-AliLogEnvironment -Definition")]
    public void It_takes_what_comes_down_the_pipeline(string line) => It_works_and_emits_what_it_declares(line);

    [Theory]
    [Covers(Situation.Pipeline)]
    [InlineData("Start-AliLogEmulator | Get-AliLogEmulator")]
    [InlineData("Start-AliLogEmulator | Stop-AliLogEmulator")]
    [InlineData("Start-AliLogEmulator | Start-AliLogEmulatorAgent -HostName web-1")]
    [InlineData("Start-AliLogEmulator | Start-AliLogEmulatorAgent -HostName web-1 | Get-AliLogEmulatorAgent")]
    [InlineData("Start-AliLogEmulator | Start-AliLogEmulatorAgent -HostName web-1 | Stop-AliLogEmulatorAgent")]
    [InlineData("Start-AliLogEmulator | Start-AliLogEmulatorAgent -HostName web-1 | Remove-AliLogEmulatorAgent")]
    [InlineData("Start-AliLogEmulator | Set-AliLogEmulatorFault Html")]
    public void An_emulator_comes_down_the_pipeline(string line) => An_emulator_of_the_session_obeys(line);

    private Shell Open()
    {
        var shell = emulator.Open(out var project)
            .Set("folder", _folder.FullName)
            .Set("port", Random.Shared.Next(20000, 60000))
            .Set("file", Write("setup.psd1", $"@{{ Project = @{{ Name = '{project}' }}; Logstores = @( @{{ Name = 'more' }} ) }}"))
            .Set("both", Write("both.psd1", $"@{{ Project = @{{ Name = '{project}-{{env}}'; Description = '{{env}} only' }}; Environments = @{{ dev = @{{}}; prod = @{{ Project = @{{ Description = 'other' }} }} }} }}"));
        shell.Run(World).ThrowOnError();
        return shell;
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static void AssertDeclared(string line, ShellResult result, Shell shell)
    {
        var cmdlet = (CmdletInfo)shell.Run("Get-Command " + CommandLines.CmdletOf(line)).Single().BaseObject;
        var declared = cmdlet.ImplementingType.GetCustomAttributes<OutputTypeAttribute>().SelectMany(attribute => attribute.Type).Select(type => type.Name).ToArray();
        if (declared is ["System.Void"])
        {
            Assert.Empty(result.Output);
            return;
        }

        // the emulator has no instances
        Assert.Equal(cmdlet.Name is not ("Get-AliEcsInstance" or "Compare-AliMachineGroup"), result.Output.Count > 0);
        Assert.All(result.Output, item => Assert.Contains(item.TypeNames, name => declared.Contains(name)));
    }
}
