BeforeAll { $emulator = . $PSScriptRoot/Use-StagedModule.ps1 }
AfterAll { $emulator | Stop-AliLogEmulator }

Describe 'AliLogProject' {
    It 'is created and read back' {
        $project = New-AliLogProject my-project -Description 'a project'
        $project.ProjectName | Should -Be 'my-project'
        (Get-AliLogProject my-project).Description | Should -Be 'a project'
    }

    It 'goes through the pipeline, by object and by property' {
        'piped-1', 'piped-2' | New-AliLogProject | Get-AliLogProject | Select-Object -ExpandProperty ProjectName | Should -Be 'piped-1', 'piped-2'
        [pscustomobject] @{ ProjectName = 'piped-1' } | Get-AliLogProject | Select-Object -ExpandProperty ProjectName | Should -Be 'piped-1'
    }

    It 'is listed by a pattern' { (Get-AliLogProject piped-*).Count | Should -Be 2 }

    It 'converges and says what was done' {
        (Set-AliLogProject converging -Description one).Change | Should -Be 'Created'
        (Set-AliLogProject converging -Description two).Change | Should -Be 'Updated'
        (Set-AliLogProject converging -Description two).Change | Should -Be 'Unchanged'
    }

    It 'is not touched with -WhatIf' {
        $writes = (Get-AliLogEmulator).Writes
        $null = New-AliLogProject rehearsed -WhatIf
        $null = Set-AliLogProject my-project -Description other -WhatIf
        Remove-AliLogProject my-project -WhatIf
        (Get-AliLogEmulator).Writes | Should -Be $writes
    }

    It 'gives an error with a remedy when it does not exist' {
        $problem = { Get-AliLogProject no-such-project -ErrorAction Stop } | Should -Throw -ErrorId 'AliLog.ProjectNotExist,*' -PassThru
        $problem.CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $problem.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'refuses a name that breaks the rule before anything is sent' {
        { New-AliLogProject My_Project } | Should -Throw -ErrorId 'ParameterArgumentValidationError*'
    }

    It 'is removed' {
        Remove-AliLogProject my-project -Confirm:$false
        Get-AliLogProject my-project* | Should -BeNullOrEmpty
    }
}
