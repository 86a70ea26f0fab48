BeforeDiscovery {
    $files = @(
        @{ What = 'at its end'; Text = 'Get-AliLogConnection'; Code = 0 }
        @{ What = 'at its end, after an error record'; Text = "Get-AliLogProject no-such-project; 'done'"; Code = 0 }
        @{ What = 'with exit 7'; Text = 'exit 7'; Code = 7 }
        @{ What = 'with an error nobody caught'; Text = "Get-AliLogProject no-such-project -ErrorAction Stop; 'not reached'"; Code = 1 }
        @{ What = 'with an error made to stop by preference'; Text = "`$ErrorActionPreference = 'Stop'; Get-AliLogProject no-such-project; 'not reached'"; Code = 1 }
    )
    $commands = @(
        @{ What = 'whose last command worked'; Text = "Get-AliLogProject no-such-project; 'done'"; Code = 0 }
        @{ What = 'whose last command gave an error'; Text = 'Get-AliLogProject no-such-project'; Code = 1 }
        @{ What = 'with exit 7'; Text = 'exit 7'; Code = 7 }
        @{ What = 'with an error nobody caught'; Text = "Get-AliLogProject no-such-project -ErrorAction Stop; 'not reached'"; Code = 1 }
    )
    $gates = @(
        @{ End = 'enough logs'; Arguments = 'exit-codes store started'; Stopping = 0; Telling = 0 }
        @{ End = 'a log that must not come'; Arguments = "exit-codes store -Count 3 -FailPattern 'failed: .*'"; Stopping = 1; Telling = 1 }
        @{ End = 'too few logs in time'; Arguments = 'exit-codes store -Count 3'; Stopping = 1; Telling = 2 }
        @{ End = 'an error of the service'; Arguments = 'exit-codes nothing'; Stopping = 1; Telling = 3 }
    )
}

BeforeAll {
    $emulator = . $PSScriptRoot/Use-StagedModule.ps1
    $pwsh = Join-Path $PSHOME pwsh
    # as a pipeline hands them over
    $variables = @{
        ALIBABA_CLOUD_ACCESS_KEY_ID     = $emulator.Credential.UserName
        ALIBABA_CLOUD_ACCESS_KEY_SECRET = $emulator.Credential.GetNetworkCredential().Password
        ALIBABA_CLOUD_REGION_ID         = $emulator.Region
        ALILOG_ENDPOINT                 = $emulator.Endpoint
    }
    foreach ($name in $variables.Keys) { [Environment]::SetEnvironmentVariable($name, $variables[$name]) }
    $null = New-AliLogProject exit-codes | New-AliLogStore -Name store | Set-AliLogIndex -FullText
    $null = 'started', 'failed: disk full' | Send-AliLog exit-codes store
}

AfterAll {
    foreach ($name in $variables.Keys) { [Environment]::SetEnvironmentVariable($name, $null) }
    $emulator | Stop-AliLogEmulator
}

Describe 'pwsh -File' {
    It 'ends with <Code> for a script that ends <What>' -ForEach $files {
        $script = Join-Path $TestDrive script.ps1
        Set-Content $script $Text
        $output = & $pwsh -NoProfile -File $script 2>&1
        $LASTEXITCODE | Should -Be $Code
        $output | Should -Not -Contain 'not reached'
    }
}

Describe 'pwsh -Command' {
    It 'ends with <Code> for a text <What>' -ForEach $commands {
        $output = & $pwsh -NoProfile -Command $Text 2>&1
        $LASTEXITCODE | Should -Be $Code
        $output | Should -Not -Contain 'not reached'
    }
}

Describe 'Wait-AliLog as the gate of a job' {
    It 'ends pwsh -File with <Stopping> after <End>, where errors stop' -ForEach $gates {
        $script = Join-Path $TestDrive gate.ps1
        Set-Content $script "`$ErrorActionPreference = 'Stop'; `$null = Wait-AliLog $Arguments -Last 5m -Timeout 2s -PollInterval 0.2; 'open'"
        $output = & $pwsh -NoProfile -File $script 2>&1
        $LASTEXITCODE | Should -Be $Stopping
        ($output -contains 'open') | Should -Be ($Stopping -eq 0)
    }

    It 'ends pwsh -File with <Telling> after <End>, with -SetExitCode' -ForEach $gates {
        $script = Join-Path $TestDrive gate.ps1
        Set-Content $script "`$null = Wait-AliLog $Arguments -Last 5m -Timeout 2s -PollInterval 0.2 -SetExitCode; 'went on'; exit `$LASTEXITCODE"
        $output = & $pwsh -NoProfile -File $script 2>&1
        $LASTEXITCODE | Should -Be $Telling
        $output | Should -Contain 'went on'
    }

    It 'ends pwsh -Command with <Stopping> after <End>' -ForEach $gates {
        $output = & $pwsh -NoProfile -Command "Wait-AliLog $Arguments -Last 5m -Timeout 2s -PollInterval 0.2" 2>&1 | Out-String
        $LASTEXITCODE | Should -Be $Stopping
        # plain where output goes to a file
        $output | Should -Not -Match 'Waiting for logs'
    }
}
