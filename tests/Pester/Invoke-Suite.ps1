#requires -Version 7.4

<#
.SYNOPSIS
    Runs the Pester suite against the staged module and writes "passed failed" to a file.
#>
[CmdletBinding()]
param([Parameter(Mandatory)] [string] $CountPath)

$ErrorActionPreference = 'Stop'
Import-Module Pester -MinimumVersion 5.0
$configuration = New-PesterConfiguration
$configuration.Run.Path = $PSScriptRoot
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Normal'
$result = Invoke-Pester -Configuration $configuration
Set-Content -LiteralPath $CountPath -Value "$($result.PassedCount) $($result.FailedCount + $result.FailedContainersCount + $result.FailedBlocksCount)"
exit [int] ($result.Result -ne 'Passed')
