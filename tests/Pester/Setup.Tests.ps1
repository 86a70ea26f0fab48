BeforeAll {
    $emulator = . $PSScriptRoot/Use-StagedModule.ps1
    $file = Join-Path $TestDrive setup.psd1
    Set-Content $file @'
@{
    Owner          = 'tests'
    Project        = @{ Name = 'setup-tests-{env}'; Description = 'of {env}' }
    Logstores      = @( @{ Name = 'logs'; TtlDays = 30; Index = @{ FullText = $true; Keys = 'level', 'msg' } } )
    MachineGroups  = @( @{ Name = 'hosts'; Identifiers = 'id-{env}' } )
    LogtailConfigs = @( @{ Name = 'conf'; Logstore = 'logs'; Tag = 'sys_tag'; MachineGroups = 'hosts' } )
    Environments   = @{ dev = @{}; prod = @{} }
}
'@
}

AfterAll { $emulator | Stop-AliLogEmulator }

Describe 'AliLogSetup' {
    It 'is read from a definition, one for each environment' {
        (Import-AliLogSetup $file).EnvironmentName | Should -Be 'dev', 'prod'
        (Get-Item $file | Import-AliLogSetup -Environment prod).ProjectName | Should -Be 'setup-tests-prod'
    }

    It 'is not touched with -WhatIf' {
        $writes = (Get-AliLogEmulator).Writes
        $null = Import-AliLogSetup $file | Set-AliLogSetup -WhatIf
        (Get-AliLogEmulator).Writes | Should -Be $writes
    }

    It 'is made, and a second run sends nothing' {
        (Import-AliLogSetup $file | Set-AliLogSetup).Change | Select-Object -Unique | Should -Be 'Created'
        $writes = (Get-AliLogEmulator).Writes
        (Import-AliLogSetup $file | Set-AliLogSetup).Change | Select-Object -Unique | Should -Be 'Unchanged'
        (Get-AliLogEmulator).Writes | Should -Be $writes
    }

    It 'tells what was changed by hand' {
        Import-AliLogSetup $file | Compare-AliLogSetup | Should -BeNullOrEmpty
        $null = Set-AliLogStore setup-tests-dev logs -TtlDays 60
        $difference = Import-AliLogSetup $file | Compare-AliLogSetup
        $difference.Path, $difference.Actual, $difference.Desired | Should -Be 'ttl', 60, 30
        (Import-AliLogSetup $file | Compare-AliLogEnvironment).Path | Should -Be 'Logstores/logs/TtlDays'
    }

    It 'is checked, and the report can be read' {
        $report = Join-Path $TestDrive checks.xml
        $checks = @(Import-AliLogSetup $file -Environment dev | Test-AliLogSetup | Export-AliLogReport $report -PassThru)
        ([xml] (Get-Content $report -Raw)).SelectNodes('//testcase').Count | Should -Be $checks.Count
        Import-AliLogSetup $file -Environment dev | Test-AliLogSetup -Quiet | Should -BeFalse -Because 'no machine has reported itself'
    }

    It 'is read back from a project as a definition that changes nothing' {
        $copy = Join-Path $TestDrive copy.json
        $null = Get-AliLogSetup setup-tests-prod -Environment prod -Path $copy
        Import-AliLogSetup $copy | Compare-AliLogSetup | Should -BeNullOrEmpty
    }

    It 'is removed' {
        $null = Import-AliLogSetup $file | Remove-AliLogSetup -Confirm:$false
        Get-AliLogProject setup-tests-* | Should -BeNullOrEmpty
    }

    It 'names every mistake of a definition and its place' {
        $bad = Join-Path $TestDrive bad.psd1
        Set-Content $bad "@{ Project = @{ Name = 'Bad_Name' }; Logstores = @( @{ Name = 'logs'; TtlDays = 'soon' } ) }"
        $problem = { Import-AliLogSetup $bad } | Should -Throw -ErrorId 'AliLog.SetupInvalid,*' -PassThru
        $problem.Exception.Message | Should -Match 'Bad_Name'
        $problem.Exception.Message | Should -Match 'TtlDays'
    }
}
