@{
    RootModule           = 'bin/AliLogOps.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '9619d2ea-4330-4849-a5de-08962a798516'
    Author               = 'The AliLogOps authors'
    CompanyName          = 'AliLogOps'
    Copyright            = 'Copyright (c) 2026 The AliLogOps authors. MIT licence.'
    Description          = 'Runs and verifies the log collection of Alibaba Cloud Log Service (SLS): project, logstore, index, machine group, Logtail config, binding, heartbeat and search, with an embedded emulator of the service.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('AliLogOps.Checks.Format.ps1xml', 'AliLogOps.Format.ps1xml', 'AliLogOps.Logs.Format.ps1xml')
    TypesToProcess       = @('AliLogOps.Types.ps1xml')
    CmdletsToExport      = @(
        'Connect-AliLog'
        'Disconnect-AliLog'
        'Export-AliLog'
        'Read-AliLog'
        'Search-AliLog'
        'Send-AliLog'
        'Wait-AliLog'
        'Watch-AliLog'
        'Get-AliLogConnection'
        'Test-AliLogConnection'
        'Get-AliLogEmulator'
        'Start-AliLogEmulator'
        'Stop-AliLogEmulator'
        'Get-AliLogEmulatorAgent'
        'Remove-AliLogEmulatorAgent'
        'Start-AliLogEmulatorAgent'
        'Stop-AliLogEmulatorAgent'
        'Get-AliLogHistogram'
        'Get-AliLogIndex'
        'Remove-AliLogIndex'
        'Set-AliLogIndex'
        'Get-AliLogProject'
        'New-AliLogProject'
        'Remove-AliLogProject'
        'Set-AliLogProject'
        'Test-AliLogQuery'
        'Export-AliLogReport'
        'Get-AliLogShard'
        'Merge-AliLogShard'
        'Split-AliLogShard'
        'Get-AliLogStore'
        'New-AliLogStore'
        'Remove-AliLogStore'
        'Set-AliLogStore'
        'Get-AliLogSurrounding'
        'Get-AliLogtailConfig'
        'New-AliLogtailConfig'
        'Remove-AliLogtailConfig'
        'Set-AliLogtailConfig'
        'Test-AliLogtailConfig'
        'Test-AliLogtailHost'
        'Export-AliLogtailHostFile'
        'Get-AliMachineGroup'
        'New-AliMachineGroup'
        'Remove-AliMachineGroup'
        'Set-AliMachineGroup'
        'Add-AliMachineGroupBinding'
        'Get-AliMachineGroupBinding'
        'Remove-AliMachineGroupBinding'
        'Get-AliMachineGroupStatus'
        'Add-AliSecurityGroupRule'
        'Get-AliSecurityGroupRule'
        'Remove-AliSecurityGroupRule'
    )
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('Aliyun', 'AlibabaCloud', 'SLS', 'Logtail', 'LoongCollector', 'Logging', 'PSEdition_Core', 'Linux')
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'See CHANGELOG.md.'
            Prerelease   = 'preview1'
        }
    }
}
