BeforeDiscovery {
    # examples that use commands the bare engine lacks; the others run in the .NET tests
    $examples = foreach ($page in Get-ChildItem (Join-Path $PSScriptRoot '../../docs') -Filter '*-Ali*.md') {
        foreach ($match in [regex]::Matches((Get-Content $page -Raw), '(?ms)^### Example (?<number>\d): (?<title>[^\n]+)\n.*?^```(?<info>[^\n]*)\n(?<code>.*?)^```')) {
            if ($match.Groups['info'].Value -eq 'powershell pwsh') {
                @{ Page = $page.BaseName; Number = $match.Groups['number'].Value; Title = $match.Groups['title'].Value; Code = $match.Groups['code'].Value }
            }
        }
    }
}

BeforeAll {
    . $PSScriptRoot/Use-StagedModule.ps1 -NoEmulator
    $start = Get-Location
    $emulator = & $PSScriptRoot/Initialize-HelpExample.ps1 -Folder $TestDrive
}

AfterAll {
    foreach ($name in 'ALIBABA_CLOUD_ACCESS_KEY_ID', 'ALIBABA_CLOUD_ACCESS_KEY_SECRET') { [Environment]::SetEnvironmentVariable($name, $null) }
    Set-Location $start
    Stop-AliLogEmulator
}

Describe 'Help of <Page>' -ForEach $examples {
    It 'has an example <Number> that runs: <Title>' {
        $null = & $PSScriptRoot/Initialize-HelpExample.ps1 -Folder $TestDrive -Emulator $emulator
        { & ([scriptblock]::Create("`$ErrorActionPreference = 'Stop'; $Code")) } | Should -Not -Throw
    }
}
