BeforeDiscovery {
    # one test for each script where the analyzer is installed, none elsewhere
    $scripts = if (Get-Module -ListAvailable PSScriptAnalyzer) {
        $root = Join-Path $PSScriptRoot '../..'
        Get-ChildItem (Join-Path $root build.ps1), (Join-Path $root out/AliLogOps/AliLogOps.psd1), (Join-Path $root docs/examples/*.ps1), (Join-Path $PSScriptRoot *.ps1) |
            ForEach-Object { @{ Name = $_.Name; Path = $_.FullName } }
    }
}

Describe 'PSScriptAnalyzer' -ForEach @($scripts) {
    It 'has nothing to say about <Name>' {
        $settings = Join-Path $PSScriptRoot PSScriptAnalyzerSettings.psd1
        Invoke-ScriptAnalyzer -Path $Path -Settings $settings | ForEach-Object { "$($_.RuleName) in line $($_.Line): $($_.Message)" } | Should -BeNullOrEmpty
    }
}
