#requires -Version 7.4

<#
.SYNOPSIS
    Proves that log collection of environments works, from the hosts to the search. For a scheduled pipeline.

.DESCRIPTION
    Waits for what needs time, sends a line of its own through the chain, and tells what is otherwise than in the last run in which
    everything passed; that run is kept in the file of -BaselinePath, which the job caches.

    Exit code: 0 when every check passed, 1 when one failed or the script stopped, 2 when nothing could be looked at.

.PARAMETER Environment
    The environments; all three when none is given.

.PARAMETER Timeout
    How long to wait for heartbeats and logs.
#>
[CmdletBinding()]
param(
    [ValidateSet('dev', 'pre-prod', 'prod')]
    [string[]] $Environment = @('dev', 'pre-prod', 'prod'),

    [string] $DefinitionPath = [IO.Path]::GetFullPath([IO.Path]::Combine($PSScriptRoot, '../setup.psd1')),

    [string] $BaselinePath = 'baseline/green.jsonl',

    [string] $ReportPath = 'report',

    [string] $Timeout = '5m'
)

$ErrorActionPreference = 'Stop'
$null = [IO.Directory]::CreateDirectory($ReportPath)

$reports = 'junit.xml', 'report.html', 'report.md', 'alilogops.prom' | ForEach-Object { [IO.Path]::Combine($ReportPath, $_) }
$failed = @(
    Import-AliLogSetup -Path $DefinitionPath -Environment $Environment |
        Test-AliLogSetup -Timeout $Timeout -Canary -Baseline $BaselinePath -SetExitCode |
        Export-AliLogReport -Path $reports -Title 'Log collection' -PassThru |
        Where-Object Status -EQ 'Fail'
)
$code = $LASTEXITCODE

foreach ($check in $failed) {
    "[$($check.Environment)] $($check.Check): $($check.Evidence)"
    "    why:        $($check.Cause)"
    "    what to do: $($check.Remedy)"
    if ($check.Since) { "    before:     $($check.Since)" }
}
"$($failed.Count) check(s) failed; reports are in $ReportPath."
exit $code
