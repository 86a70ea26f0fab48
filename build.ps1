#requires -Version 7.4

<#
.SYNOPSIS
    A thin front for the .NET build: everything it does can be done with dotnet alone.

.DESCRIPTION
    Build   dotnet build, which also stages the importable module to out/AliLogOps
    Test    dotnet test, then the Pester suite against the staged module
    Pack    a NuGet package of the staged module, in out/
    Clean   removes what the build made

.EXAMPLE
    ./build.ps1 Build, Test
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Pack', 'Clean')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$staged = Join-Path $root 'out/AliLogOps'

function Invoke-DotNet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) { throw "dotnet $($args -join ' ') ended with $LASTEXITCODE." }
}

function Invoke-BuildTask { Invoke-DotNet build (Join-Path $root 'AliLogOps.slnx') --configuration $Configuration -nologo }

function Invoke-TestTask {
    Push-Location $root
    try { Invoke-DotNet test --configuration $Configuration } finally { Pop-Location }
    if (-not (Get-Module -ListAvailable Pester | Where-Object Version -GE 5.0)) {
        Write-Warning 'Pester 5 is not installed; its suite was not run. Install it with: Install-PSResource Pester'
        return
    }
    $counts = [IO.Path]::GetTempFileName()
    try {
        & (Join-Path $PSHOME 'pwsh') -NoProfile -File (Join-Path $root 'tests/Pester/Invoke-Suite.ps1') -CountPath $counts
        if ($LASTEXITCODE -ne 0) { throw 'The Pester suite failed.' }
    }
    finally { Remove-Item -LiteralPath $counts }
}

function Invoke-PackTask {
    if (-not (Test-Path -LiteralPath $staged)) { throw "$staged does not exist; run the Build task first." }
    Compress-PSResource -Path $staged -DestinationPath (Join-Path $root 'out')
}

function Invoke-CleanTask {
    Get-ChildItem -LiteralPath (Join-Path $root 'src'), (Join-Path $root 'tests') -Directory -Recurse -Include bin, obj |
        Remove-Item -Recurse -Force
    if (Test-Path -LiteralPath (Join-Path $root 'out')) { Remove-Item -LiteralPath (Join-Path $root 'out') -Recurse -Force }
}

foreach ($name in $Task) { & "Invoke-${name}Task" }
