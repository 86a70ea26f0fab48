BeforeAll {
    . $PSScriptRoot/Use-StagedModule.ps1 -NoEmulator
}

Describe 'AliLogtailHost' {
    BeforeAll { $image = Join-Path $TestDrive image }

    It 'gets files that a second run leaves alone' {
        (Export-AliLogtailHostFile $image -Identifier logtail-id-dev).Change | Select-Object -Unique | Should -Be 'Created'
        (Export-AliLogtailHostFile $image -Identifier logtail-id-dev).Change | Select-Object -Unique | Should -Be 'Unchanged'
    }

    It 'writes nothing with -WhatIf' {
        Export-AliLogtailHostFile (Join-Path $TestDrive rehearsed) -Identifier logtail-id-dev -WhatIf
        Join-Path $TestDrive rehearsed | Should -Not -Exist
    }

    It 'is checked row by row' {
        (Test-AliLogtailHost $image -Identifier logtail-id-prod | Where-Object Status -EQ Fail).Id | Should -Contain 'host.identifier'
    }

    It 'gives an error when the folder does not exist' {
        { Test-AliLogtailHost (Join-Path $TestDrive no-such-folder) } | Should -Throw -ErrorId 'AliLog.HostFolderNotFound,*'
    }
}

Describe 'AliLogReport' {
    BeforeAll {
        $image = Join-Path $TestDrive image
        $null = Export-AliLogtailHostFile $image -Identifier logtail-id-dev
    }

    It 'is written as JUnit XML that can be read' {
        $file = Join-Path $TestDrive checks.xml
        $checks = @(Test-AliLogtailHost $image | Export-AliLogReport $file -PassThru)
        ([xml] (Get-Content $file -Raw)).SelectNodes('//testcase').Count | Should -Be $checks.Count
    }

    It 'is not written with -WhatIf' {
        Test-AliLogtailHost $image | Export-AliLogReport (Join-Path $TestDrive other.html) -WhatIf
        Join-Path $TestDrive other.html | Should -Not -Exist
    }

    It 'gives an error when the ending says nothing' {
        { Test-AliLogtailHost $image | Export-AliLogReport report.txt } | Should -Throw -ErrorId 'AliLog.ReportFormatUnknown,*'
    }
}
