#requires -Version 7.4

<#
.SYNOPSIS
    Imports the staged module and connects to an emulator of its own; gives the emulator.

.DESCRIPTION
    Dot-source it in BeforeAll. The staged folder is put in front of PSModulePath, as installed modules are found, so that
    parallel runspaces and child processes find the same module.
#>
[CmdletBinding()]
param([switch] $NoEmulator)

$out = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../out'))
if (-not $env:PSModulePath.StartsWith($out)) { $env:PSModulePath = $out + [IO.Path]::PathSeparator + $env:PSModulePath }
Import-Module (Join-Path $out 'AliLogOps/AliLogOps.psd1')
if (-not $NoEmulator) {
    $emulator = Start-AliLogEmulator
    $null = $emulator | Connect-AliLog
    $emulator
}
