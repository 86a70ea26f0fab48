#requires -Version 7.4

<#
.SYNOPSIS
    A thin front for the .NET build: everything it does can be done with dotnet alone.

.DESCRIPTION
    Build   dotnet build, which also stages the importable module to out/AliLogOps
    Test    dotnet test, then the Pester suite against the staged module
    Docs    brings docs/ and en-US/ up to date with the module, and checks the pages with PlatyPS where it is installed
    Pack    a NuGet package of the module for every system, in out/
    Clean   removes what the build made

.PARAMETER Task
    The tasks, done in the order given.

.PARAMETER Configuration
    Debug or Release.

.EXAMPLE
    ./build.ps1 Build, Test
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Docs', 'Pack', 'Clean')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$staged = Join-Path $root 'out/AliLogOps'
$options = '--configuration', $Configuration

function Invoke-DotNet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) { throw "dotnet $($args -join ' ') ended with $LASTEXITCODE." }
}

function Invoke-BuildTask { Invoke-DotNet build (Join-Path $root 'AliLogOps.slnx') @options -nologo }

function Invoke-TestTask {
    Push-Location $root
    try { Invoke-DotNet test @options } finally { Pop-Location }
    if (-not (Get-Module -ListAvailable Pester | Where-Object Version -GE '5.0')) {
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

function Invoke-DocsTask {
    Invoke-DotNet run @options --project (Join-Path $root 'tests/AliLogOps.Docs')
    # the staged module carries the help
    Invoke-DotNet build (Join-Path $root 'src/AliLogOps') @options -nologo '-verbosity:quiet'
    if (-not (Get-Module -ListAvailable Microsoft.PowerShell.PlatyPS)) {
        Write-Warning 'PlatyPS is not installed; the form of the pages was not checked. Install it with: Install-PSResource Microsoft.PowerShell.PlatyPS'
        return
    }
    $pages = Get-ChildItem (Join-Path $root 'docs') -Filter '*-Ali*.md'
    $bad = $pages | Where-Object { -not (Test-MarkdownCommandHelp -Path $_.FullName) }
    if ($bad) { throw "PlatyPS does not accept $($bad.Name -join ', ')." }
    "PlatyPS accepts the $(@($pages).Count) pages."
}

function Invoke-PackTask {
    if (Test-Path -LiteralPath $staged) { Remove-Item -LiteralPath $staged -Recurse -Force }
    # no native code of the building machine, so that the emulator runs on every system
    Invoke-DotNet build (Join-Path $root 'src/AliLogOps') @options -nologo --no-incremental '-p:CompileReadyToRun=false'
    $out = Join-Path $root 'out'
    $nuspec = Join-Path $out 'AliLogOps.nuspec'
    $manifest = Import-PowerShellDataFile (Join-Path $staged 'AliLogOps.psd1')
    $data = $manifest.PrivateData.PSData
    $version = $manifest.ModuleVersion
    if ($data.Contains('Prerelease')) { $version += '-' + $data.Prerelease }
    # the tags are what Find-PSResource lists as cmdlets
    $tags = @('PSModule', 'PSIncludes_Cmdlet') + $data.Tags + ($manifest.CmdletsToExport | ForEach-Object { "PSCmdlet_$_" })
    Set-Content -LiteralPath $nuspec -Value @"
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
  <metadata>
    <id>AliLogOps</id>
    <version>$version</version>
    <authors>$($manifest.Author)</authors>
    <license type="expression">MIT</license>
    <description>$([Security.SecurityElement]::Escape($manifest.Description))</description>
    <copyright>$([Security.SecurityElement]::Escape($manifest.Copyright))</copyright>
    <tags>$($tags -join ' ')</tags>
  </metadata>
  <files>
    <file src="AliLogOps/**" exclude="**/*.pdb" target="" />
  </files>
</package>
"@
    try {
        Invoke-DotNet pack (Join-Path $root 'src/AliLogOps') @options -nologo --no-build --output $out "-p:NuspecFile=$nuspec" "-p:NuspecBasePath=$out" '-p:NoDefaultExcludes=true' '-p:NoPackageAnalysis=true'
    }
    finally { Remove-Item -LiteralPath $nuspec }
}

function Invoke-CleanTask {
    Get-ChildItem -LiteralPath (Join-Path $root 'src'), (Join-Path $root 'tests') -Directory -Recurse -Include bin, obj |
        Remove-Item -Recurse -Force
    if (Test-Path -LiteralPath (Join-Path $root 'out')) { Remove-Item -LiteralPath (Join-Path $root 'out') -Recurse -Force }
}

foreach ($name in $Task) { & "Invoke-${name}Task" }
