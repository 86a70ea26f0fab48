BeforeAll {
    . $PSScriptRoot/Use-StagedModule.ps1 -NoEmulator
    $walkthrough = Join-Path $PSScriptRoot '../../docs/examples/Walkthrough.ps1'
    $pwsh = Join-Path $PSHOME pwsh
}

Describe 'The walkthrough' {
    It 'passes every check for dev' {
        $output = & $pwsh -NoProfile -File $walkthrough -Environment dev -WireLines -ReportPath $TestDrive 2>&1
        $LASTEXITCODE | Should -Be 0 -Because ($output | Out-String)
        $output | Out-String | Should -Match '0 writes sent'
        Get-Content (Join-Path $TestDrive dev.md) -TotalCount 1 | Should -BeLike '# dev: all * checks passed'
    }

    It 'fails with 1 when the tag of the config is wrong' {
        $null = & $pwsh -NoProfile -File $walkthrough -Environment dev -WireLines -Break Tag -ReportPath $TestDrive 2>&1
        $LASTEXITCODE | Should -Be 1
        Get-Content (Join-Path $TestDrive dev.md) -Raw | Should -Match '\| tag \|[^\n]*\| Fail \|'
    }
}
