BeforeAll {
    $emulator = . $PSScriptRoot/Use-StagedModule.ps1
    $project = New-AliLogProject collection-tests
    $store = $project | New-AliLogStore -Name app
}

AfterAll { $emulator | Stop-AliLogEmulator }

Describe 'AliMachineGroup' {
    It 'is created by identifier and by address' {
        ($project | New-AliMachineGroup -Name web -Identifier id-web).IdentifyType | Should -Be 'userdefined'
        ($project | New-AliMachineGroup -Name db -IPAddress 192.168.0.31).MachineList | Should -Be '192.168.0.31'
    }

    It 'converges and says what was done' {
        (Set-AliMachineGroup collection-tests web -Identifier id-web).Change | Should -Be 'Unchanged'
        (Get-AliMachineGroup collection-tests web | Set-AliMachineGroup -Identifier id-web, id-canary).Change | Should -Be 'Updated'
    }

    It 'is not touched with -WhatIf' {
        $writes = (Get-AliLogEmulator).Writes
        $null = New-AliMachineGroup collection-tests rehearsed -Identifier id -WhatIf
        $null = Set-AliMachineGroup collection-tests web -Identifier other -WhatIf
        Remove-AliMachineGroup collection-tests web -WhatIf
        (Get-AliLogEmulator).Writes | Should -Be $writes
    }

    It 'gives an error when it does not exist' {
        { Get-AliMachineGroup collection-tests no-such-group -ErrorAction Stop } | Should -Throw -ErrorId 'AliLog.MachineGroupNotExist,*'
    }

    It 'shows machines that never reported themselves' {
        (Get-AliMachineGroup collection-tests db | Get-AliMachineGroupStatus).State | Should -Be 'NeverSeen'
    }
}

Describe 'AliLogtailConfig' {
    It 'is created for a logstore from the pipeline' {
        $config = $store | New-AliLogtailConfig -Name syslog -Syslog -Tag sys_tag
        $config.LogstoreName | Should -Be 'app'
        $config.Tag | Should -Be 'sys_tag'
    }

    It 'keeps members that are not named' {
        $null = New-AliLogtailConfig collection-tests files -LogstoreName app -InputType file -InputDetail @{ logType = 'json_log'; logPath = '/var/log'; filePattern = '*.json' }
        $changed = Get-AliLogtailConfig collection-tests files | Set-AliLogtailConfig -InputDetail @{ filePattern = '*.txt' }
        $changed.Change | Should -Be 'Updated'
        $changed.InputDetail['logPath'] | Should -Be '/var/log'
        $changed.InputDetail['filePattern'] | Should -Be '*.txt'
    }

    It 'is tried on a sample' {
        Test-AliLogtailConfig '{"a":1}' -InputDetail @{ logType = 'json_log' } -Quiet | Should -BeTrue
    }

    It 'is not touched with -WhatIf' {
        $writes = (Get-AliLogEmulator).Writes
        $null = Set-AliLogtailConfig collection-tests syslog -Syslog -Tag other -WhatIf
        Remove-AliLogtailConfig collection-tests syslog -WhatIf
        (Get-AliLogEmulator).Writes | Should -Be $writes
    }

    It 'gives an error when it does not exist' {
        { Get-AliLogtailConfig collection-tests no-such-config -ErrorAction Stop } | Should -Throw -ErrorId 'AliLog.ConfigNotExist,*'
    }
}

Describe 'AliMachineGroupBinding' {
    It 'is made from a config in the pipeline, once' {
        (Get-AliLogtailConfig collection-tests syslog | Add-AliMachineGroupBinding -MachineGroupName web).Change | Should -Be 'Created'
        (Get-AliLogtailConfig collection-tests syslog | Add-AliMachineGroupBinding -MachineGroupName web).Change | Should -Be 'Unchanged'
    }

    It 'is shown from either side' {
        (Get-AliMachineGroup collection-tests web | Get-AliMachineGroupBinding).LogtailConfigName | Should -Be 'syslog'
        (Get-AliLogtailConfig collection-tests syslog | Get-AliMachineGroupBinding).MachineGroupName | Should -Be 'web'
    }

    It 'is not touched with -WhatIf' {
        $writes = (Get-AliLogEmulator).Writes
        $null = Add-AliMachineGroupBinding collection-tests files web -WhatIf
        Get-AliMachineGroupBinding collection-tests | Remove-AliMachineGroupBinding -WhatIf
        (Get-AliLogEmulator).Writes | Should -Be $writes
    }

    It 'gives an error when the group does not exist' {
        { Add-AliMachineGroupBinding collection-tests syslog no-such-group -ErrorAction Stop } | Should -Throw -ErrorId 'AliLog.MachineGroupNotExist,*'
    }

    It 'is removed, and config and group stay' {
        Get-AliMachineGroupBinding collection-tests | Remove-AliMachineGroupBinding -Confirm:$false
        Get-AliMachineGroupBinding collection-tests | Should -BeNullOrEmpty
        (Get-AliMachineGroup collection-tests).Count + (Get-AliLogtailConfig collection-tests).Count | Should -Be 4
    }
}
