using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Hosts;

public sealed class TestAliLogtailConfigTests
{
    [Fact]
    public void Sample_lines_become_fields_and_the_first_failure_is_a_warning()
    {
        using Shell shell = new();
        ShellResult result = shell.Run(@"Test-AliLogtailConfig 'a 1', 'b x' -InputDetail @{ logType = 'common_reg_log'; regex = '(\w+) (\d+)'; key = 'name', 'count' }").ThrowOnError();
        Assert.Equal([true, false], result.Output.Select(entry => (bool)entry.Properties["Matched"].Value));
        Assert.Equal("(\\d+)", result.Output[1].Properties["FailedPart"].Value);
        Assert.Contains("1 of 2 logs do not match", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Quiet_gives_a_verdict_and_no_warning()
    {
        using Shell shell = new();
        ShellResult result = shell.Run("Test-AliLogtailConfig '0.1 sys_tag 1 127.0.0.1 h p 0 a 1 -  m' -Syslog -Tag sys_tag -Quiet").ThrowOnError();
        Assert.Equal(true, result.Single().BaseObject);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void A_file_is_read_line_by_line()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "{\"a\":1}\n{\"a\":2}\n");
            using Shell shell = new();
            shell.Set("file", file);
            ShellResult result = shell.Run("Test-AliLogtailConfig -SamplePath $file -InputDetail @{ logType = 'json_log' }").ThrowOnError();
            Assert.Equal([1, 2], result.Output.Select(entry => (int)entry.Properties["Line"].Value));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("Test-AliLogtailConfig -InputDetail @{ logType = 'json_log' }", "AliLog.SampleMissing")]
    [InlineData("Test-AliLogtailConfig 'x' -InputDetail @{ logType = 'apsara_log' }", "AliLog.LogtailConfigNotTestable")]
    [InlineData("Test-AliLogtailConfig 'x' -InputDetail @{ logType = 'common_reg_log'; regex = '(' ; key = 'a' }", "AliLog.LogtailConfigNotTestable")]
    public void What_cannot_be_tried_is_refused(string script, string id)
    {
        using Shell shell = new();
        Assert.Equal(id, shell.Run(script).ErrorId);
    }
}
