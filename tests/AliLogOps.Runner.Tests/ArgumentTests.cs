using AliLogOps.Runner.Tests.Running;

namespace AliLogOps.Runner.Tests;

public sealed class ArgumentTests : IDisposable
{
    private const string Binding = """
        param($A, [switch] $S, [string] $B, [int] $N, [string[]] $L, [Parameter(ValueFromRemainingArguments)] $Rest)
        "A=$A|$(if ($null -ne $A) { $A.GetType().Name })"
        "S=$S|B=$B|N=$N|L=$($L.Count)|Rest=$($Rest -join ';')"
        """;

    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Named_switch_and_remaining_arguments_bind_as_with_pwsh_File()
    {
        RunResult result = await _scene.ScriptAsync(Binding, "a,b", "-S", "-B", "x y", "-N", "3", "-L", "p,q", "r1", "r2");

        result.Exited(0);
        Assert.Equal(["A=a,b|String", "S=True|B=x y|N=3|L=1|Rest=r1;r2"], result.Lines);
    }

    [Fact]
    public async Task A_value_after_a_colon_binds_and_false_turns_a_switch_off()
    {
        RunResult result = await _scene.ScriptAsync(Binding, "-S:$false", "-B:foo", "-N:5", "-A:", "later");

        result.Exited(0);
        Assert.Equal(["A=later|String", "S=False|B=foo|N=5|L=0|Rest="], result.Lines);
    }

    [Fact]
    public async Task Arguments_are_literal_text()
    {
        RunResult result = await _scene.ScriptAsync(Binding, "$env:HOME", "-B", "$(1+1)", "-L", "*");

        result.Exited(0);
        Assert.Equal(["A=$env:HOME|String", "S=False|B=$(1+1)|N=0|L=1|Rest="], result.Lines);
    }

    [Fact]
    public async Task A_script_without_parameters_finds_them_all_in_args()
    {
        RunResult result = await _scene.ScriptAsync(
            """
            foreach ($one in $args) { "<$one> $($one.GetType().Name)" }
            """,
            "-Foo", "bar", "-Baz:qux", "-Flag:$false", "", "-", "-1", "a b");

        result.Exited(0);
        Assert.Equal(
            ["<-Foo> String", "<bar> String", "<-Baz> String", "<qux> String", "<-Flag> String", "<False> Boolean", "<> String", "<-> String", "<-1> String", "<a b> String"],
            result.Lines);
    }

    [Theory]
    [InlineData("Cannot convert value \"abc\" to type \"System.Int32\"", "-N", "abc")]
    [InlineData("Missing an argument for parameter 'B'", "-B")]
    [InlineData("Missing an argument for parameter 'B'", "-B:")]
    public async Task An_argument_that_does_not_bind_is_one_error_and_exit_code_1(string expected, params string[] arguments)
    {
        RunResult result = await _scene.ScriptAsync(Binding, arguments);

        result.Exited(1);
        Assert.Contains(expected, result.ErrorText, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task A_value_outside_a_parameters_set_is_an_error_that_names_the_set()
    {
        RunResult result = await _scene.ScriptAsync("param([ValidateSet('dev', 'prod')] $Environment) 'ran'", "-Environment", "test");

        result.Exited(1);
        Assert.Contains("\"test\" does not belong to the set \"dev,prod\"", result.ErrorText, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task The_scripts_own_place_is_known_to_it_and_the_current_folder_stays()
    {
        string script = _scene.File("sub dir/[odd] name.ps1", "$PSScriptRoot; $PSCommandPath; $MyInvocation.MyCommand.Name; $PWD.Path");

        RunResult result = await _scene.RunAsync(script);

        result.Exited(0);
        Assert.Equal([Path.GetDirectoryName(script)!, script, "[odd] name.ps1", _scene.Folder], result.Lines);
    }

    [Fact]
    public async Task Input_that_cannot_be_read_fails_the_run_in_one_line()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs sh");
        using RunningProcess process = _scene.StartReadingFolder("$input; 'end'");

        RunResult result = (await process.EndsAsync()).Exited(1);

        Assert.Equal(["end"], result.Lines);
        Assert.Contains("standard input cannot be read: Is a directory", result.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirected_input_reaches_a_script_that_uses_the_input_variable()
    {
        using RunningProcess process = _scene.StartScript("foreach ($line in $input) { \"<$line>\" }");
        process.Type("one\ntwo\n");
        process.EndInput();

        RunResult result = (await process.EndsAsync()).Exited(0);

        Assert.Equal(["<one>", "<two>"], result.Lines);
    }
}
