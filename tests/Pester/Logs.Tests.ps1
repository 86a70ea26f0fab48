BeforeAll {
    $emulator = . $PSScriptRoot/Use-StagedModule.ps1
    $store = New-AliLogProject log-tests | New-AliLogStore -Name app
    $null = $store | Set-AliLogIndex -FullText -Key level, hostname, msg, 'took:long'
    $sent = 1..250 | ForEach-Object {
        [pscustomobject] @{ level = @('info', 'error')[$_ % 5 -eq 0]; hostname = "web-$($_ % 2)"; took = $_; msg = "message $_, with a comma" }
    } | Send-AliLog log-tests app -Topic tests
}

AfterAll { $emulator | Stop-AliLogEmulator }

Describe 'Send-AliLog' {
    It 'tells what the service took' { $sent.Sent, $sent.Failed | Should -Be 250, 0 }

    It 'sends nothing with -WhatIf' { ('x' | Send-AliLog log-tests app -WhatIf).Sent | Should -Be 0 }

    It 'refuses a log that breaks a rule and sends the others' {
        $summary = @{ ok = 1 }, @{ '__time__' = 1 }, @{ ok = 2 } | Send-AliLog log-tests app -ErrorVariable refused -ErrorAction SilentlyContinue
        $summary.Sent, $summary.Failed | Should -Be 2, 1
        $refused[0].FullyQualifiedErrorId | Should -BeLike 'AliLog.LogKeyReserved,*'
    }
}

Describe 'Search-AliLog in a pipeline' {
    It 'gives every log, also past the first hundred' {
        @(Search-AliLog log-tests app message -RequireComplete).Count | Should -Be 250
    }

    It 'takes a logstore from the pipeline' { @($store | Search-AliLog -Query 'level: error').Count | Should -Be 50 }

    It 'stops asking when Select-Object has enough' {
        $before = (Get-AliLogEmulator).Requests
        (Search-AliLog log-tests app message | Select-Object -First 3).Count | Should -Be 3
        (Get-AliLogEmulator).Requests - $before | Should -BeLessOrEqual 3
    }

    It 'feeds Select-Object with fields as properties' {
        $row = Search-AliLog log-tests app 'took = 7' | Select-Object Time, hostname, msg
        $row.Time | Should -BeOfType [DateTimeOffset]
        $row.hostname, $row.msg | Should -Be 'web-1', 'message 7, with a comma'
    }

    It 'feeds Where-Object' {
        @(Search-AliLog log-tests app message | Where-Object { [int] $_.took -gt 240 }).Count | Should -Be 10
        @(Search-AliLog log-tests app message | Where-Object hostname -EQ web-0).Count | Should -Be 125
    }

    It 'feeds Group-Object and Measure-Object' {
        Search-AliLog log-tests app message | Group-Object level | Sort-Object Name | ForEach-Object Count | Should -Be 50, 200
        (Search-AliLog log-tests app 'level: error' | Measure-Object took -Sum).Sum | Should -Be ((1..50 | Measure-Object -Sum).Sum * 5)
    }

    It 'gives objects of a class' {
        $entry = Search-AliLog log-tests app 'took = 7'
        $entry | Should -BeOfType [AliLogOps.LogEntry]
        $entry.psobject.TypeNames | Should -Be 'AliLogOps.LogEntry#Fields', 'AliLogOps.LogEntry', 'System.Object'
        Search-AliLog log-tests app '* | select hostname limit 1' | Should -BeOfType [AliLogOps.LogQueryRow]
    }

    It 'gives <Pipeline> fields as properties' -TestCases @(
        @{ Pipeline = 'Select-Object hostname, took'; Expected = '@{hostname=web-1; took=7}' }
        @{ Pipeline = 'Select-Object -ExpandProperty took'; Expected = '7' }
        @{ Pipeline = 'Select-Object host*'; Expected = '@{hostname=web-1}' }
        @{ Pipeline = 'Select-Object -ExcludeProperty Time, Source, msg, level, ProjectName, LogstoreName -Property *'; Expected = '@{Topic=tests; hostname=web-1; took=7}' }
        @{ Pipeline = 'ForEach-Object took'; Expected = '7' }
        @{ Pipeline = 'ForEach-Object -Parallel { $_.hostname } -ThrottleLimit 2'; Expected = 'web-1' }
        @{ Pipeline = 'Where-Object hostname -Like web*|ForEach-Object took'; Expected = '7' }
        @{ Pipeline = 'Sort-Object { [int] $_.took }|ForEach-Object took'; Expected = '7' }
        @{ Pipeline = 'Group-Object hostname|ForEach-Object Name'; Expected = 'web-1' }
        @{ Pipeline = 'ConvertTo-Json|ConvertFrom-Json|ForEach-Object hostname'; Expected = 'web-1' }
        @{ Pipeline = 'ConvertTo-Csv|ConvertFrom-Csv|ForEach-Object msg'; Expected = 'message 7, with a comma' }
        @{ Pipeline = 'Get-Member took|ForEach-Object MemberType'; Expected = 'Property' }
        @{ Pipeline = 'Add-Member extra 5 -PassThru|Select-Object took, extra'; Expected = '@{took=7; extra=5}' }
        @{ Pipeline = 'Format-List took|Out-String|ForEach-Object Trim'; Expected = '*took : *7*' }
        @{ Pipeline = 'Out-String -Width 200|ForEach-Object Trim'; Expected = '*message 7, with a comma*' }
        @{ Pipeline = 'ConvertTo-Html -Fragment -Property took|Select-Object -Last 1 -Skip 1'; Expected = '*<td>7</td>*' }
        @{ Pipeline = 'Export-Clixml -Path $TestDrive/log.xml; (Import-Clixml $TestDrive/log.xml).took'; Expected = '7' }
        @{ Pipeline = 'Compare-Object -ReferenceObject @() -Property took|ForEach-Object SideIndicator'; Expected = '=>' }
        @{ Pipeline = 'Tee-Object -Variable kept|Out-Null; $kept.took'; Expected = '7' }
    ) {
        $script = [scriptblock]::Create("Search-AliLog log-tests app 'took = 7' | $Pipeline")
        "$(. $script)" | Should -BeLike $Expected
    }

    It 'is shown by Format-Table within the width' {
        $table = Search-AliLog log-tests app 'took = 7' | Format-Table | Out-String -Width 80
        $table | Should -Match 'message 7'
        $table -split '\r?\n' | ForEach-Object { ($_ -replace '\e\[[0-9;]*m').TrimEnd().Length | Should -BeLessOrEqual 80 }
    }

    It 'is exported by Export-Csv and sent again from it' {
        $file = Join-Path $TestDrive logs.csv
        Search-AliLog log-tests app 'took = 7' | Export-Csv $file
        $row = Import-Csv $file
        $row.msg | Should -Be 'message 7, with a comma'
        ($row | Send-AliLog log-tests app -TimeProperty Time).Sent | Should -Be 1
    }

    It 'is turned into JSON and back' {
        $log = Search-AliLog log-tests app 'level: error and took = 10' | ConvertTo-Json | ConvertFrom-Json
        $log.took, $log.Topic, $log.LogstoreName | Should -Be '10', 'tests', 'app'
        $log.Time | Should -BeOfType [DateTime]
    }

    It 'gives an error when the logstore does not exist' {
        { Search-AliLog log-tests no-such-store -ErrorAction Stop } | Should -Throw -ErrorId 'AliLog.LogStoreNotExist,*'
    }

    It 'works in parallel runspaces with a connection handed over' {
        $connection = Get-AliLogConnection
        1..3 | ForEach-Object -Parallel { @(Search-AliLog log-tests app 'level: error' -Connection $using:connection).Count } | Should -Be 50, 50, 50
    }
}

Describe 'Read-AliLog and Get-AliLogHistogram' {
    It 'reads every log of the shards' { @($store | Read-AliLog -FromBeginning | Where-Object level).Count | Should -BeGreaterOrEqual 250 }

    It 'reads one shard from the pipeline' { ($store | Get-AliLogShard | Select-Object -First 1 | Read-AliLog).ShardId | Select-Object -Unique | Should -Be 0 }

    It 'counts what a search finds' {
        (Get-AliLogHistogram log-tests app 'level: error' | Measure-Object Count -Sum).Sum | Should -Be 50
    }
}

Describe 'Export-AliLog' {
    It 'writes every log to files whose checksums hold' {
        $export = $store | Export-AliLog -Path (Join-Path $TestDrive export) -FromBeginning
        $export.Logs | Should -BeGreaterOrEqual 250
        (Get-Content (Join-Path $TestDrive export/*.ndjson)).Count | Should -Be $export.Logs
        foreach ($file in $export.Files) { (Get-FileHash (Join-Path $export.Path $file.FileName)).Hash | Should -Be $file.Sha256 }
    }

    It 'writes CSV that Import-Csv reads' {
        $null = $store | Export-AliLog -Path (Join-Path $TestDrive csv) -Format Csv -Field level, took, msg -FromBeginning
        $rows = Get-ChildItem (Join-Path $TestDrive csv/*.csv) | Import-Csv
        ($rows | Where-Object took -EQ 7)[0].msg | Should -Be 'message 7, with a comma'
    }

    It 'writes nothing with -WhatIf, and not over an export' {
        $store | Export-AliLog -Path (Join-Path $TestDrive rehearsed) -WhatIf
        Join-Path $TestDrive rehearsed | Should -Not -Exist
        { $store | Export-AliLog -Path (Join-Path $TestDrive export) -ErrorAction Stop } | Should -Throw -ErrorId 'AliLog.ExportExists,*'
    }
}

Describe 'Watch-AliLog and Wait-AliLog' {
    It 'follows what arrives, and Select-Object ends it' {
        $watch = [Diagnostics.Stopwatch]::StartNew()
        (Watch-AliLog log-tests app -Last 15m -For 60s | Select-Object -First 5).Count | Should -Be 5
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 30
    }

    It 'waits until as many logs are there as wanted' {
        (Wait-AliLog log-tests app 'level: error' -Last 15m -Count 50 -Timeout 30s).Count | Should -BeGreaterOrEqual 50
    }

    It 'ends a script when they do not come' {
        { Wait-AliLog log-tests app 'no_such_word' -Timeout 1s } | Should -Throw -ErrorId 'AliLog.WaitTimeout,*'
    }
}

Describe 'Test-AliLogQuery' {
    It 'tells what is wrong before anything is searched' {
        Test-AliLogQuery log-tests app 'level: error and took > 3' -Quiet | Should -BeTrue
        (Test-AliLogQuery log-tests app 'nosuchfield: x' | Where-Object Status -EQ Fail).Id | Should -Be 'query.fields'
    }
}
