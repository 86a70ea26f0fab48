using AliLogOps.Runner.Tests.Running;

namespace AliLogOps.Runner.Tests;

public sealed class PromptTests : IDisposable
{
    private const string Mandatory = "param([Parameter(Mandatory, HelpMessage = 'Which one.')] [string] $Environment, [Parameter(Mandatory)] [int] $Days) \"$Environment $Days\"";

    private const string Confirmation = """
        [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param()
        if ($PSCmdlet.ShouldProcess('the project', 'Remove')) { 'removed' } else { 'kept' }
        """;

    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_missing_mandatory_parameter_is_an_error_that_names_it_even_while_input_stays_open()
    {
        using RunningProcess process = _scene.StartScript(Mandatory, "-Days", "3");

        RunResult result = (await process.EndsAsync()).Exited(1);

        Assert.Empty(result.Output);
        Assert.Contains("missing mandatory parameters: Environment.", result.ErrorText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Confirmation, "Remove")]
    [InlineData("$Host.UI.ReadLine()", "a line of input")]
    [InlineData("$Host.UI.ReadLineAsSecureString()", "a line of hidden input")]
    [InlineData("$Host.UI.PromptForCredential('', '', '', '')", "a user name and a password")]
    public async Task A_question_nobody_can_answer_is_an_error_that_names_the_remedy(string script, string what)
    {
        using RunningProcess process = _scene.StartScript("$ErrorActionPreference = 'Stop'\n" + (script == Confirmation ? $"& {{ {script} }}" : script));

        RunResult result = (await process.EndsAsync()).Exited(1);

        Assert.Empty(result.Output);
        Assert.Contains(what, result.ErrorText, StringComparison.Ordinal);
        Assert.Contains("is not a terminal", result.ErrorText, StringComparison.Ordinal);
        Assert.Contains("-Confirm:$false", result.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_confirmation_answered_beforehand_asks_nothing()
    {
        Assert.Equal(["removed"], (await _scene.ScriptAsync(Confirmation, "-Confirm:$false")).Exited(0).Lines);
    }

    [Fact]
    public async Task WhatIf_says_what_would_happen()
    {
        RunResult result = (await _scene.ScriptAsync(Confirmation, "-WhatIf")).Exited(0);

        Assert.Equal(["What if: Performing the operation \"Remove\" on target \"the project\".", "kept"], result.Lines);
    }

    [Fact]
    public async Task A_terminal_is_asked_for_missing_parameters_until_they_fit()
    {
        using RunningProcess process = _scene.StartOnTerminal(Mandatory);
        (await process.SaysAsync("Environment: ")).Type("!?\r");
        (await process.SaysAsync("Which one.")).Type("dev\r");
        (await process.SaysAsync("Days: ")).Type("many\r");
        (await process.SaysAsync("'many' is not a value of type Int32")).Type("30\r");

        RunResult result = (await process.EndsAsync()).Exited(0);

        Assert.Contains("dev 30", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("n", "kept")]
    [InlineData("yes", "removed")]
    [InlineData("", "removed")]
    public async Task A_terminal_is_asked_to_confirm(string answer, string expected)
    {
        using RunningProcess process = _scene.StartOnTerminal(Confirmation);
        (await process.SaysAsync("(default is \"Y\"): ")).Type(answer + "\r");

        RunResult result = (await process.EndsAsync()).Exited(0);

        Assert.Contains("[Y] Yes  [A] Yes to All  [N] No", result.Output, StringComparison.Ordinal);
        Assert.Contains(expected, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_is_read_without_showing_it()
    {
        using RunningProcess process = _scene.StartOnTerminal(
            "$c = $Host.UI.PromptForCredential('', '', '', ''); \"$($c.UserName) $($c.Password.Length)\"");
        (await process.SaysAsync("User: ")).Type("me\r");
        await process.SaysAsync("Password for user me: ");
        await Task.Delay(300, TestContext.Current.CancellationToken);
        process.Type("hush12x\u007f\r");

        RunResult result = (await process.EndsAsync()).Exited(0);

        Assert.Contains("me 6", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", result.Output, StringComparison.Ordinal);
    }
}
