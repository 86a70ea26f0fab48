# Every log of a logstore as objects.
param([string] $Endpoint, [string] $Region, [string] $KeyId, [string] $Secret, [string] $Project, [string] $Logstore)
. "$PSScriptRoot/measured.ps1"
Measure-Part -Part {
    $script:count = 0
    Read-AliLog $Project $Logstore -FromBeginning | & { process { $script:count++ } }
    $script:count
}
