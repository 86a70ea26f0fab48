using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Setup;

public sealed class ImportAliLogSetupTests(EmulatorFixture emulator)
{
    [Fact]
    public void Code_in_a_definition_is_told_and_never_run()
    {
        using var session = new SetupShell(emulator, """
            @{
                Project = @{ Name = $(Set-Variable -Name ran -Value yes -Scope Global; 'web') }
                Owner = "of $env:USER"
                Logstores = @(
                    @{ Name = (Get-Date); TtlDays = 7 + 1 }
                    @{ Name = logs }
                )
                Region = $region
            }
            """);
        var shell = session.Shell;
        var error = shell.Run("Import-AliLogSetup $file").Error;
        Assert.Equal("AliLog.SetupInvalid,AliLogOps.Commands.ImportAliLogSetupCommand", error.FullyQualifiedErrorId);
        var places = error.ErrorDetails.Message.Split('\n').Skip(1).Select(line => line.Split(".psd1:")[1].Split(": ")[0]);
        Assert.Equal(["2:25", "3:13", "5:20", "5:41", "6:19", "8:14"], places);
        Assert.Contains("{env} stands for the environment", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Null(shell.Run("$ran").ThrowOnError().Output.SingleOrDefault());
    }

    [Theory]
    [InlineData("@{ Project = @{ Name = 'web' } }; Get-Date", "something else")]
    [InlineData("'text'", "something else")]
    [InlineData("", "something else")]
    [InlineData("@{ Project = ", "Missing")]
    [InlineData("param($x) @{ Project = @{ Name = 'web' } }", "something else")]
    [InlineData("@{ Project = @{ Name = 'web' }; Project = 1 }", "Duplicate")]
    public void What_is_no_single_table_is_refused(string text, string message)
    {
        using var session = new SetupShell(emulator, text);
        Assert.Contains(message, session.Shell.Run("Import-AliLogSetup $file").Error.ErrorDetails.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Both_forms_give_the_same_setup()
    {
        using var session = new SetupShell(emulator, """
            @{
                Project = @{ Name = 'web-{env}' }
                Logstores = @(
                    @{ Name = 'logs'; TtlDays = 7; AppendMeta = $true; Index = @{ Keys = @{ latency = 'double'; msg = @{ Token = ' ', ',' } } } }
                )
                LogtailConfigs = @( @{ Name = 'conf'; Logstore = 'logs'; InputType = 'file'; InputDetail = @{ logPath = '/var/log'; maxDepth = 2; advanced = @{ list = @(1, -2) } } } )
                Environments = @{ dev = $null; prod = @{} }
            }
            """.Replace("dev = $null", "dev = @{}", StringComparison.Ordinal));
        var json = session.Write("setup.json", """
            { "$schema": "setup.schema.json", "project": { "name": "web-{env}" },
              "logstores": [ { "name": "logs", "ttlDays": 7, "appendMeta": true, "index": { "keys": { "latency": "double", "msg": { "token": [" ", ","] } } } } ],
              "logtailConfigs": [ { "name": "conf", "logstore": "logs", "inputType": "file", "inputDetail": { "logPath": "/var/log", "maxDepth": 2, "advanced": { "list": [1, -2] } } } ],
              "environments": { "dev": {}, "prod": {} } }
            """);
        var shell = session.Shell.Set("json", json);
        Assert.Equal(["dev (web-dev)", "prod (web-prod)"], shell.Run("Import-AliLogSetup $file | ForEach-Object { \"$_\" }").ThrowOnError().Output.Select(item => item.ToString()));
        Assert.Empty(shell.Run("@(Import-AliLogSetup $file dev) + @(Import-AliLogSetup $json prod) | Compare-AliLogEnvironment -Definition").ThrowOnError().Output);
    }

    [Fact]
    public void Names_come_from_Terraform_and_from_variables()
    {
        using var session = new SetupShell(emulator, "@{ Project = @{ Name = '{app}-{env}'; Description = '{owner}' }; Variables = @{ owner = 'nobody' }; Environments = @{ dev = @{} } }");
        session.Write("tf.json", """{ "app": { "sensitive": false, "type": "string", "value": "shop" }, "owner": { "value": "team" } }""");
        var setup = session.Shell.Run("Import-AliLogSetup $file -TerraformOutputPath $folder/tf.json -Variable @{ owner = 'me' }");
        Assert.Equal(("shop-dev", "me"), (setup.Get("ProjectName"), setup.Get("Description")));
        Assert.Contains("'{app}'", session.Shell.Run("Import-AliLogSetup $file").Error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal("AliLog.SetupNotReadable", session.Shell.Run("Import-AliLogSetup $folder/none.psd1").ErrorId);
        Assert.Equal("AliLog.SetupFormUnknown", session.Shell.Run("Import-AliLogSetup $folder/none.yaml").ErrorId);
    }

    [Fact]
    public void Environments_complete_from_the_file()
    {
        using var session = new SetupShell(emulator, "@{ Project = @{ Name = 'web-{env}' }; Environments = @{ dev = @{}; prod = @{}; 'pre-prod' = @{} } }");
        var words = session.Shell.Complete($"Import-AliLogSetup -Path '{Path.Combine((string)session.Shell.Run("$folder").Single().BaseObject, "setup.psd1")}' -Environment p").CompletionMatches.Select(match => match.CompletionText);
        Assert.Equal(["pre-prod", "prod"], words.Order(StringComparer.Ordinal));
    }
}
