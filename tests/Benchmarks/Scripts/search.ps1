# Every hit of a query as objects.
param([string] $Endpoint, [string] $Region, [string] $KeyId, [string] $Secret, [string] $Project, [string] $Logstore, [string] $Query, [int] $First, [long] $Begin)
. "$PSScriptRoot/measured.ps1"
Measure-Part -Part {
    Search-AliLog $Project $Logstore -Query $Query -Start ([DateTimeOffset]::FromUnixTimeSeconds($Begin)) -End ([DateTimeOffset]::FromUnixTimeSeconds($Begin + 3600)) -First $First |
        & { begin { $count = 0 } process { $count++ } end { $count } }
}
