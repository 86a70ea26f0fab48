# Sends syslog-shaped logs that lie ready in memory.
param([string] $Endpoint, [string] $Region, [string] $KeyId, [string] $Secret, [string] $Project, [string] $Logstore, [int] $Count, [string] $Shapes)
. "$PSScriptRoot/measured.ps1"
$null = [Reflection.Assembly]::LoadFrom($Shapes)
$logs = [AliLogOps.Benchmarks.Data.LogShapes]::Tables($Count)
Measure-Part -Logs $Count -Part { $null = $logs | Send-AliLog $Project $Logstore -Topic bench }
