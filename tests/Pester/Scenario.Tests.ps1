BeforeAll {
    $walkthrough = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../docs/examples/Walkthrough.ps1'))

    # in a process that knows nothing of the module, as a newcomer has it
    function Invoke-Walkthrough([string] $Arguments) {
        $text = "`$env:PSModulePath = '$PSHOME/Modules'; & '$walkthrough' -Environment dev -WireLines -ReportPath '$TestDrive' $Arguments"
        & (Join-Path $PSHOME pwsh) -NoProfile -Command "$text; exit `$LASTEXITCODE" 2>&1
    }
}

Describe 'The walkthrough' {
    It 'passes every check for dev' {
        $output = Invoke-Walkthrough
        $LASTEXITCODE | Should -Be 0 -Because ($output | Out-String)
        $output | Out-String | Should -Match '0 writes sent'
        Get-Content (Join-Path $TestDrive dev.md) -Raw | Should -Match '(\d+) of \1 checks passed'
    }

    It 'fails with 1 when the tag of the config is wrong' {
        $null = Invoke-Walkthrough '-Break Tag'
        $LASTEXITCODE | Should -Be 1
        Get-Content (Join-Path $TestDrive dev.md) -Raw | Should -Match '«Tag is the one rsyslog sends» does not hold'
    }
}
