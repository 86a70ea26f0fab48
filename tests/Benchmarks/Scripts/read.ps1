# Every log of a logstore as objects.
param([string] $Endpoint, [string] $Region, [string] $KeyId, [string] $Secret, [string] $Project, [string] $Logstore)
. "$PSScriptRoot/measured.ps1"
Measure-Part -Part {
    Read-AliLog $Project $Logstore -FromBeginning | & { begin { $count = 0 } process { $count++ } end { $count } }
}
