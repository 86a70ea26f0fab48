using System.Diagnostics;
using System.Management.Automation;

namespace AliLogOps.Runner;

/// <summary>The texts of --help and --version.</summary>
internal static class HelpText
{
    internal static string Version => typeof(HelpText).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    internal static string VersionLine =>
        $"AliLogOps.Runner {Version} (PowerShell engine {EngineVersion})";

    private static string EngineVersion => FileVersionInfo.GetVersionInfo(typeof(PSObject).Assembly.Location).ProductVersion?.Split(' ', '+')[0] ?? "unknown";

    internal static string Full => $"""
        Runs a PowerShell script with the AliLogOps module loaded, on a machine that has the .NET SDK but no pwsh.

        Usage:
          AliLogOps.Runner [options] SCRIPT.ps1 [script arguments...]
          AliLogOps.Runner [options] --command TEXT...

        Options (before the script's name):
          --module PATH    A module manifest or its folder; the staged AliLogOps module otherwise.
          --command TEXT   Runs the text, joined from all that follows, in place of a script file.
          --width N        Columns to lay tables out in, {CommandLine.MinimumWidth} to {CommandLine.MaximumWidth}. Otherwise COLUMNS, the terminal's width, or {Hosting.Terminal.DefaultWidth}.
          --version        Prints the version.
          --help           Prints this text.

        Script arguments are taken as pwsh -File takes them: literal strings, -Name value, -Name:value, -Switch,
        -Switch:$false. 'a,b' is one string.

        Output: errors and progress go to standard error, everything else to standard output. Text is plain when it does not go to a
        terminal, with NO_COLOR, or with TERM=dumb. Nothing is asked unless both input and output are a terminal: a missing mandatory
        parameter or an unanswered confirmation is an error instead.

        Exit codes:
          N                'exit N' in the script, from whatever depth; 0 when it ran to its end, with or without error records
          {ExitCodes.ScriptFailed}                an error ended the script, or it cannot be parsed, its parameters cannot be bound or its input cannot be read
          {ExitCodes.Usage}               wrong command line, or no such script file
          {ExitCodes.CannotStart}               the module cannot be found or imported
          {ExitCodes.HungUp}, {ExitCodes.Interrupted}, {ExitCodes.Terminated}    stopped by a hang-up, by Ctrl+C, by a request to terminate; 'finally' blocks have run. A second
                           signal ends the program at once.
          With --command, as with pwsh -Command: 1 when the last statement failed.

        The engine alone has the language, ForEach-Object (-Parallel included), Where-Object, modules, help and formatted output. Commands
        that come with a full PowerShell (Get-Content, ConvertTo-Json, Select-Object, Write-Host, ...) give the error
        {Commands.FullPowerShellRequiredCommand.ErrorId}, which names a way to do without; inside ForEach-Object -Parallel they
        give the engine's own "not recognized" error. Modules of an installed pwsh are not used.
        """;
}
