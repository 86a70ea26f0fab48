BeforeDiscovery {
    . $PSScriptRoot/Use-StagedModule.ps1 -NoEmulator
    $cmdlets = (Get-Command -Module AliLogOps).Name
}

BeforeAll {
    . $PSScriptRoot/Use-StagedModule.ps1 -NoEmulator
    $manifest = (Get-Module AliLogOps).Path -replace '[^/\\]+$' -replace 'bin[/\\]$'
    $manifest = Join-Path $manifest 'AliLogOps.psd1'
}

Describe 'The staged module' {
    It 'has a valid manifest' {
        $info = Test-ModuleManifest -Path $manifest -ErrorAction Stop
        $info.PowerShellVersion | Should -Be '7.4'
        $info.CompatiblePSEditions | Should -Be 'Core'
        $info.ExportedFunctions.Count + $info.ExportedAliases.Count + $info.ExportedVariables.Count | Should -Be 0
    }

    It 'exports what the manifest says' {
        (Get-Command -Module AliLogOps).Name | Sort-Object | Should -Be ((Test-ModuleManifest -Path $manifest).ExportedCmdlets.Keys | Sort-Object)
    }

    It 'uses approved verbs and the prefix Ali' {
        $verbs = (Get-Verb).Verb
        foreach ($command in Get-Command -Module AliLogOps) {
            $command.Verb | Should -BeIn $verbs
            $command.Noun | Should -BeLike 'Ali*'
        }
    }

    It 'is found by name and loaded with the first command' {
        & (Join-Path $PSHOME pwsh) -NoProfile -Command '(Get-AliLogConnection) -eq $null; (Get-Module AliLogOps).Name' | Should -Be 'True', 'AliLogOps'
    }

    It 'leaves no third-party assembly in the default load context' {
        $loaded = & (Join-Path $PSHOME pwsh) -NoProfile -Command {
            $null = Start-AliLogEmulator | Connect-AliLog
            New-AliLogProject load-test | New-AliLogStore -Name app | Set-AliLogIndex -FullText | Out-Null
            $null = 'hello' | Send-AliLog load-test app
            $null = Search-AliLog load-test app
            [Runtime.Loader.AssemblyLoadContext]::Default.Assemblies.GetName().Name
            Stop-AliLogEmulator
        }
        $loaded | Should -Contain 'AliLogOps.Client'
        $loaded | Where-Object { $_ -match 'K4os|Zstd' } | Should -BeNullOrEmpty
    }
}

Describe 'Help of <_>' -ForEach $cmdlets {
    It 'has synopsis, description, examples and a text for each parameter' {
        $help = Get-Help $_ -Full
        $help.Synopsis | Should -Not -BeLike "$_ *"
        $help.description.Text | Should -Not -BeNullOrEmpty
        @($help.examples.example).Count | Should -Be 3
        foreach ($parameter in $help.parameters.parameter) { $parameter.description.Text | Should -Not -BeNullOrEmpty -Because $parameter.name }
    }
}

Describe 'Get-Help' {
    It 'shows the about topic <_>' -ForEach 'about_AliLogOps', 'about_AliLogOps_Authentication', 'about_AliLogOps_Pipelines', 'about_AliLogOps_Completeness', 'about_AliLogOps_Errors', 'about_AliLogOps_CI' {
        Get-Help $_ | Should -BeLike "TOPIC*$_*SHORT DESCRIPTION*"
    }

    It 'finds cmdlets by a word' {
        (Get-Help '*MachineGroup*').Name | Should -Contain 'Get-AliMachineGroupStatus'
    }
}
