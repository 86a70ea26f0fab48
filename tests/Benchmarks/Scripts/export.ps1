# Every log of a logstore as lines of JSON in a file.
param([string] $Endpoint, [string] $Region, [string] $KeyId, [string] $Secret, [string] $Project, [string] $Logstore, [string] $Folder)
. "$PSScriptRoot/measured.ps1"
Measure-Part -Part { (Export-AliLog $Project $Logstore -Path $Folder -FromBeginning).Logs }
