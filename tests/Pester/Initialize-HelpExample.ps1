#requires -Version 7.4

<#
.SYNOPSIS
    Prepares what the examples of the help pages work on, and gives the emulator.

.DESCRIPTION
    On an emulator of its own: project, logstore, index, machine group, Logtail config, binding and logs of the walkthrough,
    three stand-in agents, and things named retired-* that examples may remove. Run again, it repairs only what is missing.
    It uses only what both the bare PowerShell engine and the full pwsh have.

.PARAMETER Emulator
    The emulator of an earlier run. Without it one is started.

.PARAMETER Folder
    An empty folder for the files of the examples; it becomes the current one.
#>
[CmdletBinding()]
param(
    $Emulator,

    [Parameter(Mandatory)]
    [string] $Folder
)

$ErrorActionPreference = 'Stop'
if (-not $Emulator) { $Emulator = Start-AliLogEmulator }
$null = $Emulator | Connect-AliLog
$null = $ExecutionContext.SessionState.Path.SetLocation($Folder)

$project = Set-AliLogProject -Name sample-app-log-project-dev -Description 'Sample web application log project (dev environment).'
$store = $project | Set-AliLogStore -Name sample-app-log-store-dev 
$null = $store | Set-AliLogIndex -FullText -Key 'app-name', 'hostname', 'msg', 'msgid', 'pri-text', 'procid', 'protocol-version'
$null = $project | Set-AliMachineGroup -Name sample-app-log-machine-group-dev -Identifier logtail-id-dev
$null = $store | Set-AliLogtailConfig -Name sample-app-logtail-config-dev -Syslog -Tag sys_tag |
    Add-AliMachineGroupBinding -MachineGroupName sample-app-log-machine-group-dev
$null = Set-AliLogProject -Name sample-app-log-project-pre-prod | Set-AliLogStore -Name sample-app-log-store-pre-prod
$null = Add-AliSecurityGroupRule -SecurityGroupId sg-emulator -Port 11111 -SourceCidrIp 192.168.0.0/16

# what examples may remove
$null = Set-AliLogProject -Name retired-project | Set-AliLogStore -Name retired-store | Set-AliLogIndex -FullText
$null = $project | Set-AliLogStore -Name retired-store | Set-AliLogIndex -FullText
$null = $project | Set-AliMachineGroup -Name retired-group -Identifier logtail-id-retired
$detail = @{ logType = 'json_log'; logPath = '/var/log/retired'; filePattern = '*.json' }
$null = Set-AliLogtailConfig -ProjectName $project.ProjectName -Name retired-config -LogstoreName retired-store -InputType file -InputDetail $detail |
    Add-AliMachineGroupBinding -MachineGroupName retired-group

foreach ($name in 'sample-app-ecs-zone-0-dev', 'sample-app-ecs-zone-1-dev', 'sample-app-certman-ecs-dev') {
    if (-not (Get-AliLogEmulatorAgent -Emulator $Emulator -HostName "$name*" | Where-Object State -EQ Running)) {
        $null = Start-AliLogEmulatorAgent -Emulator $Emulator -HostName $name -Identifier logtail-id-dev -HeartbeatInterval 1s -PollInterval 0.1
    }
}

$examples = [IO.Path]::Combine($PSScriptRoot, '../../docs/examples')
$null = [IO.Directory]::CreateDirectory([IO.Path]::Combine($Folder, 'walkthrough'))
foreach ($file in 'setup.psd1', 'walkthrough/rsyslog-logtail.conf') {
    [IO.File]::Copy([IO.Path]::Combine($examples, $file), [IO.Path]::Combine($Folder, $file), $true)
}
[IO.File]::WriteAllText([IO.Path]::Combine($Folder, 'app.json'), "{`"level`":`"info`",`"msg`":`"started`"}`n{`"level`":`"error`",`"msg`":`"disk full`"}`n")

# the eight messages of the walkthrough: four tasks created, then deleted
if (-not (Read-AliLog -ProjectName $project.ProjectName -LogstoreName $store.LogstoreName -FromBeginning -First 1)) {
    $logs = foreach ($number in 0..7) {
        $zone = $number % 2
        $action = if ($number -lt 4) { 'Create a new task' } else { 'Delete the task' }
        @{
            'app-name' = 'todo-list'; hostname = "sample-app-ecs-zone-$zone-dev"; 'pri-text' = 'daemon.info'
            procid = "$(702 + 3 * $zone)"; msgid = '-'; 'protocol-version' = '0'
            msg = " 2026-11-24 10:06:4$number.000  INFO $(702 + 3 * $zone) --- [nio-8080-exec-$number] TaskController : $action"
        }
    }
    $null = $logs | Send-AliLog -ProjectName $project.ProjectName -LogstoreName $store.LogstoreName -Source 127.0.0.1
}

$Emulator
