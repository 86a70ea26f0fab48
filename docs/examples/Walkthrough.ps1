#requires -Version 7.4

<#
.SYNOPSIS
    Sets up log collection of a to-do-list web application for three environments, sends its logs, and proves that they arrive.

.DESCRIPTION
    The model scenario on the embedded emulator. setup.psd1 beside this script says what log collection is to be: for each
    environment a project, a logstore with an index, a machine group, a Logtail config with its binding and the rule for the
    agent's port. Set-AliLogSetup makes it; three machines get a stand-in Logtail agent each, behind an rsyslogd of its own when
    rsyslogd is installed; four tasks are created and deleted; Test-AliLogSetup runs the checklist, with a line of its own
    through the whole chain; then the search.

    The script uses only what both the bare PowerShell engine and the full pwsh have.

    Exit code: 0 when every check passes, 1 when one fails or the script stops.

.PARAMETER Environment
    The environments to run, by default all three side by side.

.PARAMETER WireLines
    Send rsyslog's lines straight to the agents' ports, even where rsyslogd is installed.

.PARAMETER Break
    Break one side after the set-up to see the checklist find it: Tag changes the tag of the Logtail config,
    Agent stops the agent of the application's first host.

.PARAMETER ReportPath
    The folder for the reports: one Markdown file for each environment, and one HTML page for all. Default: out/walkthrough beside the sources.

.EXAMPLE
    ./Walkthrough.ps1

    Everything, for dev, pre-prod and prod.

.EXAMPLE
    ./Walkthrough.ps1 -Environment dev -Break Tag

    Shows what a wrong tag looks like; exits with 1.
#>
[CmdletBinding()]
param(
    [ValidateSet('dev', 'pre-prod', 'prod')]
    [string[]] $Environment = @('dev', 'pre-prod', 'prod'),

    [switch] $WireLines,

    [ValidateSet('None', 'Tag', 'Agent')]
    [string] $Break = 'None',

    [string] $ReportPath = [IO.Path]::GetFullPath([IO.Path]::Combine($PSScriptRoot, '../../out/walkthrough'))
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Command Start-AliLogEmulator -ErrorAction Ignore)) { Import-Module ([IO.Path]::Combine($PSScriptRoot, '../../out/AliLogOps')) }

# --- the scenario -----------------------------------------------------------------------------------------------------

$HeartbeatTimeout = [timespan]::FromSeconds(6)   # the agents below beat each second
$ProcessIds = @{ 'zone-0' = 702; 'zone-1' = 705; 'certman' = 611 }

# Four tasks are created, then deleted; the balancer sends every other request to the other zone.
$Tasks = @(
    @{ Uuid = 'efa997bf-f101-429a-bc01-badd69241d5a'; Zone = 0; Create = 'nio-8080-exec-8'; Delete = 'nio-8080-exec-1' }
    @{ Uuid = '8145a65b-c1d4-4a24-b1b9-2af3a53b324c'; Zone = 1; Create = 'nio-8080-exec-4'; Delete = 'nio-8080-exec-9' }
    @{ Uuid = '960562e1-9806-4df5-95fd-1403b8d8e186'; Zone = 0; Create = 'nio-8080-exec-3'; Delete = 'nio-8080-exec-5' }
    @{ Uuid = '4d3d5eb5-e21b-42f5-9681-fec5b52bf266'; Zone = 1; Create = 'nio-8080-exec-5'; Delete = 'nio-8080-exec-4' }
)

# --- the hosts: rsyslogd in between when there is one -------------------------------------------------------------------

function Find-Rsyslogd {
    $folders = @("$env:PATH".Split([IO.Path]::PathSeparator)) + '/usr/sbin', '/sbin'
    foreach ($folder in $folders) {
        $candidate = [IO.Path]::Combine($folder, 'rsyslogd')
        if ($folder -and [IO.File]::Exists($candidate)) { return $candidate }
    }
}

function Invoke-Rsyslogd([string] $Program, [string] $HostName, [int] $Port, [string] $Folder) {
    # Short names: a socket path has 108 bytes at most.
    $work = [IO.Directory]::CreateDirectory([IO.Path]::Combine($Folder, $HostName)).FullName
    # Started by root it gives its rights up, and then needs a folder that anybody may write to.
    $drop = ''
    if ([Environment]::UserName -eq 'root') {
        $drop = "`$PrivDropToUser nobody`n`$PrivDropToGroup nogroup"
        [IO.File]::SetUnixFileMode($work, [IO.UnixFileMode] 0x1FF)
    }
    $socket = [IO.Path]::Combine($work, 'log')
    $text = [IO.File]::ReadAllText([IO.Path]::Combine($PSScriptRoot, 'walkthrough/rsyslog-logtail.conf'))
    $text = $text.Replace('{Socket}', $socket).Replace('{WorkDirectory}', $work).Replace('{HostName}', $HostName)
    $text = $text.Replace('{Port}', "$Port").Replace('{PrivilegeDrop}', $drop)
    $file = [IO.Path]::Combine($work, 'rsyslog.conf')
    [IO.File]::WriteAllText($file, $text)

    $start = [Diagnostics.ProcessStartInfo]::new($Program)
    foreach ($argument in '-n', '-f', $file, '-i', [IO.Path]::Combine($work, 'pid')) { $start.ArgumentList.Add($argument) }
    $start.RedirectStandardError = $true
    $process = [Diagnostics.Process]::Start($start)
    $deadline = [DateTime]::UtcNow.AddSeconds(15)
    while (-not [IO.File]::Exists($socket)) {
        if ($process.HasExited) { throw "rsyslogd for $HostName stopped with $($process.ExitCode): $($process.StandardError.ReadToEnd())" }
        if ([DateTime]::UtcNow -gt $deadline) { $process.Kill(); throw "rsyslogd for $HostName did not open $socket within 15 seconds." }
        [Threading.Thread]::Sleep(20)
    }
    [pscustomobject]@{ Process = $process; Socket = $socket }
}

# What systemd-journald hands to rsyslog: one datagram a message, priority and identifier in front.
function Send-Datagram([string] $SocketPath, [int] $Priority, [string] $App, [int] $ProcessId, [string] $Text) {
    $stamp = [DateTime]::Now.ToString('MMM dd HH:mm:ss', [Globalization.CultureInfo]::InvariantCulture) -replace '^(\w{3}) 0', '$1  '
    $bytes = [Text.Encoding]::UTF8.GetBytes("<$Priority>$stamp $App[$ProcessId]: $Text")
    $socket = [Net.Sockets.Socket]::new([Net.Sockets.AddressFamily]::Unix, [Net.Sockets.SocketType]::Dgram, [Net.Sockets.ProtocolType]::Unspecified)
    try { $null = $socket.SendTo($bytes, [Net.Sockets.UnixDomainSocketEndPoint]::new($SocketPath)) } finally { $socket.Dispose() }
}

# What rsyslog's template makes of the same message; the blank before the text is the one that follows the tag's colon.
function Send-WireLine([int] $Port, [string] $HostName, [string] $PriText, [string] $App, [int] $ProcessId, [string] $Text) {
    $time = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds()
    $bytes = [Text.Encoding]::UTF8.GetBytes("0.1 sys_tag $time 127.0.0.1 $HostName $PriText 0 $App $ProcessId -  $Text`n")
    $client = [Net.Sockets.TcpClient]::new('127.0.0.1', $Port)
    try { $client.GetStream().Write($bytes, 0, $bytes.Length) } finally { $client.Dispose() }
}

function Send-Message($Machine, [string] $Facility, [string] $App, [int] $ProcessId, [string] $Text) {
    $facilities = @{ daemon = 3; cron = 9; authpriv = 10 }
    if ($Machine.Rsyslog) {
        Send-Datagram $Machine.Rsyslog.Socket ($facilities[$Facility] * 8 + 6) $App $ProcessId $Text
    }
    else {
        Send-WireLine $Machine.Port $Machine.HostName "$Facility.info" $App $ProcessId $Text
    }
}

function Send-TaskMessage($Machines, $Task, [string] $Thread, [string] $Action) {
    foreach ($machine in $Machines | Where-Object { $_.HostName -like "sample-app-ecs-zone-$($Task.Zone)-*" }) {
        $time = [DateTime]::Now.ToString('yyyy-MM-dd HH:mm:ss.fff', [Globalization.CultureInfo]::InvariantCulture)
        $logger = 'c.a.i.t.controllers.TaskController'.PadRight(40)
        Send-Message $machine daemon 'todo-list' $machine.ProcessId "$time  INFO $($machine.ProcessId) --- [$Thread] $logger : $Action"
    }
}

# --- checks that belong to this scenario alone ----------------------------------------------------------------------------

function Get-CheckResult([string] $Id, [string] $Env, [string] $Check, [string[]] $Faults, [string] $Evidence, [string] $Remedy) {
    [AliLogOps.CheckResult] @{
        Id          = $Id
        Environment = $Env
        Check       = $Check
        Status      = if ($Faults) { 'Fail' } else { 'Pass' }
        Evidence    = if ($Faults) { $Faults -join '; ' } else { $Evidence }
        Remedy      = if ($Faults) { $Remedy } else { '' }
    }
}

function Test-Task($Setup, $Logs) {
    $faults = foreach ($task in $Tasks) {
        $both = @($Logs | Where-Object { $_.msg.Contains($task.Uuid) })
        if ($both.Count -ne 2) { "task $($task.Uuid) has $($both.Count) messages, not 2" }
        elseif ($both[0].hostname -cne $both[1].hostname) { "task $($task.Uuid) was created and deleted on different hosts" }
        elseif ($both | Where-Object { -not $_.msg.Contains(" INFO $($_.procid) --- [") }) { "a message of task $($task.Uuid) does not show its process" }
    }
    Get-CheckResult scenario.tasks $Setup.EnvironmentName 'Logs of each task are of one host' $faults '4 tasks, each pair on one host' 'Look at the search below.'
}

# --- the run --------------------------------------------------------------------------------------------------------------

$clock = [Diagnostics.Stopwatch]::StartNew()
$rsyslogd = if (-not $WireLines) { Find-Rsyslogd }
$folder = [IO.Directory]::CreateDirectory([IO.Path]::Combine([IO.Path]::GetTempPath(), "alo-$([Guid]::NewGuid().ToString('n').Substring(0, 8))")).FullName
$machines = @()
$emulator = $null
$failures = 0

try {
    $emulator = Start-AliLogEmulator
    $emulator | Connect-AliLog | Out-Default

    # --- the service first ---
    $setups = @(Import-AliLogSetup ([IO.Path]::Combine($PSScriptRoot, 'setup.psd1')) -Environment $Environment -Variable @{ heartbeat_timeout = "$($HeartbeatTimeout.TotalSeconds)s" })
    $setups | Set-AliLogSetup | Out-Default

    $writes = (Get-AliLogEmulator).Writes
    $again = @($setups | Set-AliLogSetup)
    $secondRunWrites = (Get-AliLogEmulator).Writes - $writes
    $changed = @($again | Where-Object { "$($_.Change)" -ne 'Unchanged' }).Count
    "Second run: $($again.Count) resources looked at, $changed changed, $secondRunWrites writes sent."
    ''

    # --- the hosts last ---
    "Lines go to the agents $(if ($rsyslogd) { "through $rsyslogd, one for each host" } else { 'as wire lines, without rsyslogd' })."
    foreach ($setup in $setups) {
        $addresses = $setup.MachineExpectations[0].HostAddresses
        foreach ($name in $addresses.Keys) {
            $agent = Start-AliLogEmulatorAgent -HostName $name -Identifier $setup.MachineGroups[0].MachineList -IPAddress $addresses[$name] -HeartbeatInterval 1s
            $rsyslog = if ($rsyslogd) { Invoke-Rsyslogd $rsyslogd $name $agent.StreamLogPort $folder }
            $processId = $ProcessIds.Keys | Where-Object { $name.Contains($_) } | ForEach-Object { $ProcessIds[$_] }
            $machines += [pscustomobject]@{ HostName = $name; Environment = $setup.EnvironmentName; ProcessId = $processId; Port = $agent.StreamLogPort; Rsyslog = $rsyslog }
        }
    }

    $expectedTag = 'sys_tag'
    if ($Break -eq 'Tag') {
        'Breaking the tag of the Logtail configs.'
        $expectedTag = 'other_tag'
        foreach ($config in $setups.LogtailConfigs) {
            $null = Set-AliLogtailConfig -ProjectName $config.ProjectName -Name $config.LogtailConfigName -LogstoreName $config.LogstoreName -Syslog -Tag $expectedTag
        }
    }
    $deadline = [DateTime]::UtcNow.AddSeconds(15)
    while (Get-AliLogEmulatorAgent | Where-Object { @($_.Configs | Where-Object Tag -CEQ $expectedTag).Count -ne 1 }) {
        if ([DateTime]::UtcNow -gt $deadline) { throw 'An agent did not fetch its config within 15 seconds; see Get-AliLogEmulatorAgent.' }
        [Threading.Thread]::Sleep(200)
    }

    'Four tasks are created and deleted.'
    foreach ($machine in $machines) {
        Send-Message $machine authpriv 'CRON' 10783 'pam_unix(cron:session): session opened for user root by (uid=0)'
        Send-Message $machine cron 'CRON' 10784 '(root) CMD (command -v debian-sa1 > /dev/null && debian-sa1 1 1)'
        Send-Message $machine authpriv 'CRON' 10783 'pam_unix(cron:session): session closed for user root'
    }
    foreach ($machine in $machines | Where-Object HostName -Like 'sample-app-certman-*') {
        Send-Message $machine daemon 'certificate-updater' $machine.ProcessId 'SLB listener certificate is up to date.'
    }
    # Logs carry whole seconds: a second between two messages makes their order visible.
    for ($i = 0; $i -lt $Tasks.Count; $i++) {
        Send-TaskMessage $machines $Tasks[$i] $Tasks[$i].Create "Create a new task: Task{uuid='$($Tasks[$i].Uuid)', description='Task $($i + 1)'}"
        [Threading.Thread]::Sleep(1050)
    }
    foreach ($task in $Tasks) {
        Send-TaskMessage $machines $task $task.Delete "Delete the task with the UUID: $($task.Uuid)"
        [Threading.Thread]::Sleep(1050)
    }

    $wait = @{ Timeout = '40s' }   # rsyslog reconnects after 30 s when the agent was away
    if ($Break -eq 'Agent') {
        foreach ($name in ($machines | Where-Object HostName -Like 'sample-app-ecs-zone-0-*').HostName) {
            "Stopping the agent of $name."
            $null = Stop-AliLogEmulatorAgent -HostName $name
        }
        [Threading.Thread]::Sleep($HeartbeatTimeout + [timespan]::FromSeconds(1))
    }
    if ($Break -ne 'None') { $wait = @{ CanaryTimeout = '5s' } }

    $results = @()
    foreach ($setup in $setups) {
        ''
        "Checklist of $($setup.EnvironmentName):"
        $last = $machines | Where-Object { $_.Environment -eq $setup.EnvironmentName -and $_.HostName -like 'sample-app-certman-*' }
        $canary = @(if ($last.Rsyslog) { "unix:$($last.Rsyslog.Socket)" }) + "tcp:127.0.0.1:$($last.Port)"
        $store = @{ ProjectName = $setup.ProjectName; LogstoreName = $setup.Logstores[0].LogstoreName }
        $checks = @($setup | Test-AliLogSetup -CanaryTarget $canary @wait)
        $logs = @(Search-AliLog @store -Query 'app-name: todo-list' -Last 15m)
        if ($logs) { $checks += Test-Task $setup $logs }
        $faults = @(if ($secondRunWrites) { "$secondRunWrites writes were sent" })
        $checks += Get-CheckResult setup.second-run $setup.EnvironmentName 'Second run sends no write' $faults '0 writes, as the emulator counts them' 'See what differs with Compare-AliLogSetup.'
        $checks | Out-Default
        $failures += @($checks | Where-Object Status -EQ 'Fail').Count
        $results += $checks

        "Search-AliLog $($store.ProjectName) $($store.LogstoreName) -Query 'app-name: todo-list' -Last 15m"
        $logs | Out-Default

        $file = [IO.Path]::Combine([IO.Directory]::CreateDirectory($ReportPath).FullName, "$($setup.EnvironmentName).md")
        $checks | Export-AliLogReport -Path $file -Title "Log collection of $($setup.EnvironmentName)"
        $rows = $logs | ForEach-Object { "| $($_.Time.ToLocalTime().ToString('yyyy-MM-dd HH:mm:ss')) | $($_.hostname) | $($_.msg.Trim().Replace('|', '\|')) |" }
        [IO.File]::AppendAllLines($file, [string[]] (@('', '## app-name: todo-list', '', '| time | host | message |', '| --- | --- | --- |') + $rows))
        "Report: $file"
    }
    $results | Export-AliLogReport -Path ([IO.Path]::Combine($ReportPath, 'report.html')) -Title 'Log collection of the to-do list'
}
finally {
    foreach ($machine in $machines | Where-Object Rsyslog) {
        if (-not $machine.Rsyslog.Process.HasExited) { $machine.Rsyslog.Process.Kill() }
        $machine.Rsyslog.Process.WaitForExit()
        $machine.Rsyslog.Process.Dispose()
    }
    if ($emulator) { Stop-AliLogEmulator }
    [IO.Directory]::Delete($folder, $true)
}

''
if ($failures) {
    "$failures check(s) failed, after $([int] $clock.Elapsed.TotalSeconds) s."
    exit 1
}
"All checks passed for $($Environment -join ', '), after $([int] $clock.Elapsed.TotalSeconds) s."
exit 0
