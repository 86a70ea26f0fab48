BeforeAll {
    $emulator = . $PSScriptRoot/Use-StagedModule.ps1
    $null = New-AliLogProject session-tests | New-AliLogStore -Name app

    function Get-Completion([string] $Line) { (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches.CompletionText }
}

AfterAll { $emulator | Stop-AliLogEmulator }

Describe 'Tab' {
    It 'completes the name of a project' { Get-Completion 'Get-AliLogStore sess' | Should -Contain 'session-tests' }

    It 'completes the name of a logstore from the project before it' { Get-Completion 'Search-AliLog session-tests ' | Should -Contain 'app' }

    It 'completes regions and values of a set' {
        Get-Completion 'Connect-AliLog cn-hang' | Should -Contain 'cn-hangzhou'
        Get-Completion 'Set-AliLogStore session-tests app -Mode ' | Should -Be 'query', 'standard'
    }

    It 'completes parameters' { Get-Completion 'Search-AliLog -RequireC' | Should -Be '-RequireComplete' }
}

Describe 'AliLogConnection' {
    It 'shows no secret' {
        $text = Get-AliLogConnection | Format-List * | Out-String
        $text | Should -Match 'cn-hangzhou'
        $text | Should -Not -Match ([regex]::Escape($emulator.Credential.GetNetworkCredential().Password))
    }

    It 'leaves no secret in a transcript' {
        $path = Join-Path $TestDrive transcript.txt
        $null = Start-Transcript -LiteralPath $path
        try {
            $emulator | Connect-AliLog -Verbose -Debug | Out-Default
            $emulator | Format-List * | Out-Default
            Get-AliLogProject -Verbose | Out-Default
            Get-AliLogProject not-here -ErrorAction Continue 2>&1 | Out-Default
        }
        finally { $null = Stop-Transcript }
        $text = Get-Content -LiteralPath $path -Raw
        $text | Should -Match 'session-tests'
        $text | Should -Not -Match ([regex]::Escape($emulator.Credential.GetNetworkCredential().Password))
    }

    It 'is tested row by row' {
        (Test-AliLogConnection | Where-Object Status -EQ Fail) | Should -BeNullOrEmpty
        Test-AliLogConnection session-tests app -Quiet | Should -BeTrue
    }

    It 'is closed for every holder' {
        $connection = $emulator | Connect-AliLog
        Disconnect-AliLog
        { Get-AliLogProject -Connection $connection -ErrorAction Stop } | Should -Throw -ErrorId 'AliLog.ConnectionClosed,*'
        $null = $emulator | Connect-AliLog
    }
}

Describe 'AliLogEmulator' {
    It 'plays agents that report themselves' {
        $null = New-AliMachineGroup session-tests web -Identifier id-web
        $null = Start-AliLogEmulatorAgent web-1 -Identifier id-web -HeartbeatInterval 1s
        (Get-AliMachineGroupStatus session-tests web).State | Should -Be 'OK'
        Stop-AliLogEmulatorAgent web-1
        (Get-AliLogEmulatorAgent web-1).State | Should -Be 'Stopped'
        Remove-AliLogEmulatorAgent web-1 -Confirm:$false
        Get-AliLogEmulatorAgent | Should -BeNullOrEmpty
    }

    It 'ends with its process' {
        $other = Start-AliLogEmulator
        $other | Stop-AliLogEmulator
        Get-Process -Id $other.ProcessId -ErrorAction Ignore | Should -BeNullOrEmpty
    }
}
