BeforeAll {
    $emulator = . $PSScriptRoot/Use-StagedModule.ps1
    $project = New-AliLogProject store-tests
}

AfterAll { $emulator | Stop-AliLogEmulator }

Describe 'AliLogStore' {
    It 'is created in a project from the pipeline' {
        $store = $project | New-AliLogStore -Name app -ShardCount 2 -TtlDays 7
        $store.ProjectName | Should -Be 'store-tests'
        $store.TtlDays | Should -Be 7
        ($store | Get-AliLogShard).Count | Should -Be 2
    }

    It 'converges and says what was done' {
        ($project | Set-AliLogStore -Name app -TtlDays 30).Change | Should -Be 'Updated'
        ($project | Set-AliLogStore -Name app -TtlDays 30).Change | Should -Be 'Unchanged'
    }

    It 'binds rows of a CSV file' {
        $file = Join-Path $TestDrive stores.csv
        [pscustomobject] @{ ProjectName = 'store-tests'; LogstoreName = 'from-csv' } | Export-Csv $file
        (Import-Csv $file | Set-AliLogStore -TtlDays 3).LogstoreName | Should -Be 'from-csv'
    }

    It 'is not touched with -WhatIf' {
        $writes = (Get-AliLogEmulator).Writes
        $null = New-AliLogStore store-tests rehearsed -WhatIf
        $null = Set-AliLogStore store-tests app -TtlDays 90 -WhatIf
        Remove-AliLogStore store-tests app -WhatIf
        (Get-AliLogEmulator).Writes | Should -Be $writes
    }

    It 'gives an error when it does not exist' {
        { Get-AliLogStore store-tests no-such-store -ErrorAction Stop } | Should -Throw -ErrorId 'AliLog.LogStoreNotExist,*'
        { Get-AliLogShard store-tests no-such-store -ErrorAction Stop } | Should -Throw -ErrorId 'AliLog.LogStoreNotExist,*'
    }

    It 'is removed by pattern from the pipeline' {
        Get-AliLogStore store-tests from-* | Remove-AliLogStore -Confirm:$false
        (Get-AliLogStore store-tests).LogstoreName | Should -Be 'app'
    }
}

Describe 'AliLogIndex' {
    It 'is created for a logstore from the pipeline' {
        $index = Get-AliLogStore store-tests app | Set-AliLogIndex -FullText -Key level, 'took:long'
        $index.Change | Should -Be 'Created'
        $index.Keys['took'].Type | Should -Be 'long'
    }

    It 'keeps fields that are not named, unless it is to be exact' {
        (Set-AliLogIndex store-tests app -Key msg).Keys.Keys | Should -Be 'level', 'took', 'msg'
        (Set-AliLogIndex store-tests app -FullText -Key level -Exact).Keys.Keys | Should -Be 'level'
    }

    It 'is not touched with -WhatIf' {
        $writes = (Get-AliLogEmulator).Writes
        $null = Set-AliLogIndex store-tests app -Key other -WhatIf
        Remove-AliLogIndex store-tests app -WhatIf
        (Get-AliLogEmulator).Writes | Should -Be $writes
    }

    It 'gives an error when there is none' {
        Remove-AliLogIndex store-tests app -Confirm:$false
        { Get-AliLogIndex store-tests app -ErrorAction Stop } | Should -Throw -ErrorId 'AliLog.IndexConfigNotExist,*'
    }
}

Describe 'AliLogShard' {
    It 'is split and merged from the pipeline' {
        $new = New-AliLogStore store-tests shards -ShardCount 1 | Get-AliLogShard | Split-AliLogShard | Where-Object Status -EQ readwrite
        @($new).Count | Should -Be 2
        (@($new)[0] | Merge-AliLogShard | Where-Object Status -EQ readwrite).ExclusiveEndKey | Should -Match '^f+$'
    }

    It 'is not touched with -WhatIf' {
        $writes = (Get-AliLogEmulator).Writes
        Get-AliLogShard store-tests shards | Where-Object Status -EQ readwrite | Split-AliLogShard -WhatIf
        (Get-AliLogEmulator).Writes | Should -Be $writes
    }

    It 'gives an error when it does not exist' {
        { Split-AliLogShard store-tests shards 99 -ErrorAction Stop } | Should -Throw -ErrorId 'AliLog.ParameterInvalid,*'
    }
}
