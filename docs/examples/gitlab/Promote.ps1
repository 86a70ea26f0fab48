#requires -Version 7.4

<#
.SYNOPSIS
    Takes log collection from one environment to the next: dev to pre-prod, pre-prod to prod.

.DESCRIPTION
    Goes on only if the two environments differ in nothing but what the definition allows, and if the first one is as declared.
    Then the next one is set and checked by Deploy.ps1.

.PARAMETER To
    The environment to be set; the one before it is dev for pre-prod, and pre-prod for prod.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [ValidateSet('pre-prod', 'prod')]
    [string] $To,

    [string] $DefinitionPath = [IO.Path]::GetFullPath([IO.Path]::Combine($PSScriptRoot, '../setup.psd1')),

    [string] $ReportPath = 'report'
)

$ErrorActionPreference = 'Stop'
$from = if ($To -eq 'prod') { 'pre-prod' } else { 'dev' }

$both = Import-AliLogSetup -Path $DefinitionPath -Environment $from, $To
$different = @($both | Compare-AliLogEnvironment -Definition)
if ($different) {
    "$from and $To differ in what AllowedDifferences does not name:"
    $different | Out-Default
    exit 1
}

$drift = @($both | Where-Object EnvironmentName -EQ $from | Compare-AliLogSetup)
if ($drift) {
    "$from is not as declared, so it proves nothing for $To`:"
    $drift | Out-Default
    exit 1
}

& ([IO.Path]::Combine($PSScriptRoot, 'Deploy.ps1')) -Environment $To -DefinitionPath $DefinitionPath -ReportPath $ReportPath
exit $LASTEXITCODE
