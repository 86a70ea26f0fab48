BeforeAll { $emulator = . $PSScriptRoot/Use-StagedModule.ps1 }
AfterAll { $emulator | Stop-AliLogEmulator }

Describe 'AliSecurityGroupRule' {
    It 'is added once' {
        (Add-AliSecurityGroupRule sg-emulator 11111 192.168.0.0/16).Change | Should -Be 'Created'
        (Add-AliSecurityGroupRule sg-emulator 11111 192.168.0.0/16).Change | Should -Be 'Unchanged'
    }

    It 'warns of a rule that lets everybody in' {
        $null = Add-AliSecurityGroupRule sg-emulator 11111 0.0.0.0/0 -WarningVariable warning -WarningAction SilentlyContinue
        $warning | Should -BeLike '*every address*'
    }

    It 'is not touched with -WhatIf' {
        $writes = (Get-AliLogEmulator).Writes
        $null = Add-AliSecurityGroupRule sg-emulator 514 10.0.0.0/8 -WhatIf
        Get-AliSecurityGroupRule sg-emulator -Port 11111 | Remove-AliSecurityGroupRule -WhatIf
        (Get-AliLogEmulator).Writes | Should -Be $writes
    }

    It 'is removed from the pipeline' {
        Get-AliSecurityGroupRule sg-emulator -Port 11111 | Remove-AliSecurityGroupRule -Confirm:$false
        Get-AliSecurityGroupRule sg-emulator -Port 11111 | Should -BeNullOrEmpty
    }

    It 'gives an error when nothing matches' {
        { Remove-AliSecurityGroupRule sg-emulator -Port 11111 -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'AliLog.SecurityGroupRuleNotExist,*'
    }
}
