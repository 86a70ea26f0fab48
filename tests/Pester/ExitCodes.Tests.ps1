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
