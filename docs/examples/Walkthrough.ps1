#requires -Version 7.4

<#
.SYNOPSIS
    Sets up log collection of a to-do-list web application for three environments, sends its logs, and proves that they arrive.

.DESCRIPTION
    The model scenario on the embedded emulator: for each environment a project, a logstore with an index, a machine group,
    a Logtail config with its binding and the rule for the agent's port; three machines with a stand-in Logtail agent, each
    behind an rsyslogd of its own when rsyslogd is installed; four tasks created and deleted; then the checklist and the search.

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
    The folder for the reports, one Markdown file for each environment. Default: out/walkthrough beside the sources.

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

# --- the scenario -----------------------------------------------------------------------------------------------------

$Tag = 'sys_tag'
$FieldNames = @('app-name', 'hostname', 'msg', 'msgid', 'pri-text', 'procid', 'protocol-version')
$SecurityGroupId = 'sg-emulator'
$HeartbeatTimeout = [timespan]::FromSeconds(6)   # the agents below beat each second
$ArrivalTimeout = [timespan]::FromSeconds(40)    # rsyslog reconnects after 30 s when the agent was away

function Get-Scenario([string] $Env) {
    [pscustomobject]@{
        Environment      = $Env
        ProjectName      = "sample-app-log-project-$Env"
        Description      = "Sample web application log project ($Env environment)."
        LogstoreName     = "sample-app-log-store-$Env"
        MachineGroupName = "sample-app-log-machine-group-$Env"
        Identifier       = "logtail-id-$Env"
        ConfigName       = "sample-app-logtail-config-$Env"
        Hosts            = @(
            [pscustomobject]@{ HostName = "sample-app-ecs-zone-0-$Env"; IPAddress = '192.168.0.23'; ProcessId = 702 }
            [pscustomobject]@{ HostName = "sample-app-ecs-zone-1-$Env"; IPAddress = '192.168.1.244'; ProcessId = 705 }
            [pscustomobject]@{ HostName = "sample-app-certman-ecs-$Env"; IPAddress = '192.168.0.20'; ProcessId = 611 }
        )
    }
}

# Four tasks are created, then deleted; the balancer sends every other request to the other zone.
$Tasks = @(
    @{ Uuid = 'efa997bf-f101-429a-bc01-badd69241d5a'; Zone = 0; Create = 'nio-8080-exec-8'; Delete = 'nio-8080-exec-1' }
    @{ Uuid = '8145a65b-c1d4-4a24-b1b9-2af3a53b324c'; Zone = 1; Create = 'nio-8080-exec-4'; Delete = 'nio-8080-exec-9' }
    @{ Uuid = '960562e1-9806-4df5-95fd-1403b8d8e186'; Zone = 0; Create = 'nio-8080-exec-3'; Delete = 'nio-8080-exec-5' }
    @{ Uuid = '4d3d5eb5-e21b-42f5-9681-fec5b52bf266'; Zone = 1; Create = 'nio-8080-exec-5'; Delete = 'nio-8080-exec-4' }
)

# --- set-up: the service first, the hosts last --------------------------------------------------------------------------

function Initialize-Scenario($Scenario) {
    $project = Set-AliLogProject -Name $Scenario.ProjectName -Description $Scenario.Description
    $store = $project | Set-AliLogStore -Name $Scenario.LogstoreName -ShardCount 2
    # Search needs an index, and an index covers only what is written after it: before the first log.
    $index = $store | Set-AliLogIndex -FullText -Key $FieldNames
    $group = $project | Set-AliMachineGroup -Name $Scenario.MachineGroupName -Identifier $Scenario.Identifier
    $config = $store | Set-AliLogtailConfig -Name $Scenario.ConfigName -Syslog -Tag $Tag
    # Applied before any machine starts: an agent that finds no config asks less and less often.
    $binding = $config | Add-AliMachineGroupBinding -MachineGroupName $Scenario.MachineGroupName
    # The agents listen on loopback, so the port needs no rule from the world; the VPC's own addresses are enough for a relay.
    $rule = Add-AliSecurityGroupRule -SecurityGroupId $SecurityGroupId -IpProtocol tcp -PortRange 11111/11111 -SourceCidrIp 192.168.0.0/16 -Priority 1 -Description 'Logtail stream input, from inside the VPC'

    Get-Step 'Project' $project.ProjectName $project
    Get-Step 'Logstore' $store.LogstoreName $store
    Get-Step 'Index' "full text and $($FieldNames.Count) fields" $index
    Get-Step 'Machine group' $group.MachineGroupName $group
    Get-Step 'Logtail config' $config.LogtailConfigName $config
    Get-Step 'Binding' "$($binding.LogtailConfigName) → $($binding.MachineGroupName)" $binding
    Get-Step 'Security group rule' "$($rule.IpProtocol) $($rule.PortRange) from $($rule.SourceCidrIp)" $rule
}

function Get-Step([string] $Resource, [string] $Name, $Result) {
    [pscustomobject]@{ Change = "$($Result.Change)"; Resource = $Resource; Name = $Name }
}

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
    $bytes = [Text.Encoding]::UTF8.GetBytes("0.1 $Tag $time 127.0.0.1 $HostName $PriText 0 $App $ProcessId -  $Text`n")
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

# --- checks -------------------------------------------------------------------------------------------------------------

function Get-CheckResult([string] $Id, [string] $Check, [scriptblock] $Test) {
    # A check returns its evidence; what it throws is the evidence of a failure.
    $passed = $true
    try { $evidence = & $Test } catch { $passed = $false; $evidence = $_.Exception.Message }
    [pscustomobject]@{
        PSTypeName = 'AliLogOps.CheckResult'
        Id         = $Id
        Check      = $Check
        Status     = if ($passed) { 'Pass' } else { 'Fail' }
        Evidence   = "$evidence"
    }
}

function Confirm-Equal($Actual, $Expected, [string] $What) {
    if ("$Actual" -cne "$Expected") { throw "$What is '$Actual', expected '$Expected'." }
}

function Test-Scenario($Scenario, [int] $SecondRunWrites) {
    $p = @{ ProjectName = $Scenario.ProjectName }
    $store = @{ ProjectName = $Scenario.ProjectName; LogstoreName = $Scenario.LogstoreName }

    Get-CheckResult service 'Service answers and takes the key' {
        $connection = Get-AliLogConnection
        $count = @(Get-AliLogProject).Count
        "$($connection.Endpoint) lists $count project(s)"
    }
    Get-CheckResult project 'Project exists as described' {
        $project = Get-AliLogProject -Name $Scenario.ProjectName
        Confirm-Equal $project.Description $Scenario.Description 'The description'
        "$($project.ProjectName), status $($project.Status)"
    }
    Get-CheckResult logstore 'Logstore has two shards' {
        $found = Get-AliLogStore @p -Name $Scenario.LogstoreName
        if ($found.ShardCount -lt 2) { throw "$found has $($found.ShardCount) shard, expected at least 2." }
        "$($found.LogstoreName), $($found.ShardCount) shards, kept $($found.TtlDays) days"
    }
    Get-CheckResult group-list 'Machine group is listed' {
        $names = @(Get-AliMachineGroup @p | ForEach-Object MachineGroupName)
        if ($names -cnotcontains $Scenario.MachineGroupName) { throw "The project lists '$names', but not '$($Scenario.MachineGroupName)'." }
        "$names"
    }
    Get-CheckResult group 'Group identifies by logtail-id' {
        $group = Get-AliMachineGroup @p -Name $Scenario.MachineGroupName
        Confirm-Equal $group.IdentifyType 'userdefined' 'The type'
        Confirm-Equal ($group.MachineList -join ',') $Scenario.Identifier 'The identifier'
        "userdefined, $($Scenario.Identifier)"
    }
    Get-CheckResult heartbeat 'Three machines, heartbeats OK' {
        $machines = @(Get-AliMachineGroup @p -Name $Scenario.MachineGroupName | Get-AliMachineGroupStatus -HeartbeatTimeout $HeartbeatTimeout)
        $late = @($machines | Where-Object State -NE 'OK')
        if ($late) {
            $names = $late | ForEach-Object {
                $ip = $_.IPAddress
                "$(($Scenario.Hosts | Where-Object IPAddress -EQ $ip).HostName) ($ip) is $($_.State), last heartbeat $($_.LastHeartbeatTime.ToLocalTime().ToString('HH:mm:ss'))"
            }
            throw "$($names -join '; '). Start the agent on that machine."
        }
        Confirm-Equal $machines.Count 3 'The number of machines'
        ($machines | ForEach-Object IPAddress) -join ', '
    }
    Get-CheckResult config 'Config takes syslog to the store' {
        $config = Get-AliLogtailConfig @p -Name $Scenario.ConfigName
        if ($config.InputType -notin 'syslog', 'streamlog') { throw "The input type is '$($config.InputType)', expected 'syslog'." }
        Confirm-Equal $config.LogstoreName $Scenario.LogstoreName 'The logstore'
        "$($config.LogtailConfigName): $($config.InputType) → $($config.LogstoreName)"
    }
    Get-CheckResult tag 'Tag as in rsyslog, config applied' {
        $config = Get-AliLogtailConfig @p -Name $Scenario.ConfigName
        if ($config.Tag -cne $Tag) {
            throw "The config has the tag '$($config.Tag)', rsyslog's template sends '$Tag': its lines are dropped. Make both equal."
        }
        $byConfig = @($config | Get-AliMachineGroupBinding | ForEach-Object MachineGroupName)
        Confirm-Equal ($byConfig -join ',') $Scenario.MachineGroupName 'The group of the config'
        $byGroup = @(Get-AliMachineGroupBinding @p -MachineGroupName $Scenario.MachineGroupName | ForEach-Object LogtailConfigName)
        Confirm-Equal ($byGroup -join ',') $Scenario.ConfigName 'The config of the group'
        "$Tag, $($Scenario.MachineGroupName)"
    }
    Get-CheckResult index 'Index has text and seven fields' {
        $index = Get-AliLogIndex @store
        $missing = @($FieldNames | Where-Object { $index.Keys.Keys -cnotcontains $_ })
        if ($missing) { throw "The index lacks '$($missing -join ', ')': searches by these fields fail." }
        if (-not $index.Line) { throw 'The index has no full text.' }
        "full text, $($index.Keys.Count) fields"
    }
    Get-CheckResult preview 'Preview pulls logs of the shards' {
        $byShard = foreach ($shard in Get-AliLogShard @store) {
            "shard $($shard.ShardId): $(@(Read-AliLog @store -Shard $shard.ShardId -Last 15m).Count)"
        }
        if (-not (@(Read-AliLog @store -Last 15m))) { throw "No log of the last 15 minutes in $($byShard -join ', ')." }
        $byShard -join ', '
    }
    Get-CheckResult hosts 'Each host has logged lately' {
        $seen = @{}
        Search-AliLog @store -Last 15m | ForEach-Object { $seen[$_.hostname]++ }
        $silent = @($Scenario.Hosts | Where-Object { -not $seen[$_.HostName] } | ForEach-Object HostName)
        if ($silent) { throw "Nothing from $($silent -join ', ')." }
        ($Scenario.Hosts | ForEach-Object { "$($_.HostName): $($seen[$_.HostName])" }) -join ', '
    }
    Get-CheckResult search 'Search finds the eight, newest first' {
        $logs = @(Search-AliLog @store -Query 'app-name: todo-list' -Last 15m)
        Confirm-Equal $logs.Count 8 'The number of logs'
        for ($i = 1; $i -lt $logs.Count; $i++) {
            if ($logs[$i].Time -gt $logs[$i - 1].Time) { throw "Log $($i + 1) is newer than log $i." }
        }
        foreach ($log in $logs) { Confirm-TaskLog $log $Scenario }
        foreach ($task in $Tasks) {
            $both = @($logs | Where-Object { $_.msg.Contains($task.Uuid) })
            Confirm-Equal $both.Count 2 "The number of messages of task $($task.Uuid)"
            Confirm-Equal $both[0].hostname $both[1].hostname "The host that deleted task $($task.Uuid)"
        }
        '4 tasks created and deleted, each pair on one host'
    }
    Get-CheckResult isolation 'No log of another environment' {
        $foreign = @(Search-AliLog @store -Last 15m | Where-Object { $Scenario.Hosts.HostName -cnotcontains $_.hostname })
        if ($foreign) { throw "$($foreign.Count) log(s), the first from '$($foreign[0].hostname)'." }
        'all logs are from the three hosts'
    }
    Get-CheckResult second-run 'Second run sends no write' {
        Confirm-Equal $SecondRunWrites 0 'The number of writes'
        '0 writes, as the emulator counts them'
    }
}

function Confirm-TaskLog($Log, $Scenario) {
    $machine = $Scenario.Hosts | Where-Object HostName -CEQ $Log.hostname
    $expected = @{
        'app-name' = 'todo-list'; 'pri-text' = 'daemon.info'; msgid = '-'; 'protocol-version' = '0'; procid = "$($machine.ProcessId)"
        Source = '127.0.0.1'; Topic = ''
        '__tag__:__hostname__' = $Log.hostname; '__tag__:__user_defined_id__' = $Scenario.Identifier
    }
    foreach ($name in $expected.Keys) { Confirm-Equal $Log.$name $expected[$name] "Field $name of '$($Log.msg)'" }
    if (-not $Log.msg.Contains(" INFO $($machine.ProcessId) --- [")) { throw "The message '$($Log.msg)' does not show process $($machine.ProcessId)." }
}

function Wait-Until([timespan] $Timeout, [scriptblock] $Condition) {
    $deadline = [DateTime]::UtcNow + $Timeout
    while (-not (& $Condition)) {
        if ([DateTime]::UtcNow -gt $deadline) { return $false }
        [Threading.Thread]::Sleep(200)
    }
    $true
}

function Export-Report($Scenario, $Checks, $Logs, [string] $Path) {
    $lines = [Collections.Generic.List[string]]::new()
    $failed = @($Checks | Where-Object Status -EQ 'Fail').Count
    $lines.Add("# $($Scenario.Environment): $(if ($failed) { "$failed of $($Checks.Count) checks failed" } else { "all $($Checks.Count) checks passed" })")
    $lines.Add('')
    $lines.Add('| id | check | status | evidence |')
    $lines.Add('| --- | --- | --- | --- |')
    foreach ($check in $Checks) { $lines.Add("| $($check.Id) | $($check.Check) | $($check.Status) | $($check.Evidence.Replace('|', '\|')) |") }
    $lines.Add('')
    $lines.Add("## app-name: todo-list")
    $lines.Add('')
    $lines.Add('| time | host | message |')
    $lines.Add('| --- | --- | --- |')
    foreach ($log in $Logs) { $lines.Add("| $($log.Time.ToLocalTime().ToString('yyyy-MM-dd HH:mm:ss')) | $($log.hostname) | $($log.msg.Trim().Replace('|', '\|')) |") }
    $file = [IO.Path]::Combine([IO.Directory]::CreateDirectory($Path).FullName, "$($Scenario.Environment).md")
    [IO.File]::WriteAllLines($file, $lines)
    $file
}

# --- the run --------------------------------------------------------------------------------------------------------------

$clock = [Diagnostics.Stopwatch]::StartNew()
$scenarios = @($Environment | ForEach-Object { Get-Scenario $_ })
$rsyslogd = if (-not $WireLines) { Find-Rsyslogd }
$folder = [IO.Directory]::CreateDirectory([IO.Path]::Combine([IO.Path]::GetTempPath(), "alo-$([Guid]::NewGuid().ToString('n').Substring(0, 8))")).FullName
$machines = @()
$emulator = $null
$failures = 0

try {
    $emulator = Start-AliLogEmulator
    $emulator | Connect-AliLog | Out-Default

    foreach ($scenario in $scenarios) {
        "Set-up of $($scenario.Environment):"
        Initialize-Scenario $scenario | Out-Default
    }

    $writes = (Get-AliLogEmulator).Writes
    $again = @($scenarios | ForEach-Object { Initialize-Scenario $_ })
    $secondRunWrites = (Get-AliLogEmulator).Writes - $writes
    $changed = @($again | Where-Object { "$($_.Change)" -ne 'Unchanged' }).Count
    "Second run: $($again.Count) resources looked at, $changed changed, $secondRunWrites writes sent."
    ''

    "Lines go to the agents $(if ($rsyslogd) { "through $rsyslogd, one for each host" } else { 'as wire lines, without rsyslogd' })."
    foreach ($scenario in $scenarios) {
        foreach ($machine in $scenario.Hosts) {
            $agent = Start-AliLogEmulatorAgent -HostName $machine.HostName -Identifier $scenario.Identifier -IPAddress $machine.IPAddress -HeartbeatInterval 1s
            $rsyslog = if ($rsyslogd) { Invoke-Rsyslogd $rsyslogd $machine.HostName $agent.StreamLogPort $folder }
            $machines += [pscustomobject]@{ HostName = $machine.HostName; ProcessId = $machine.ProcessId; Port = $agent.StreamLogPort; Rsyslog = $rsyslog }
        }
    }

    if ($Break -eq 'Tag') {
        'Breaking the tag of the Logtail configs.'
        foreach ($scenario in $scenarios) {
            $null = Set-AliLogtailConfig -ProjectName $scenario.ProjectName -Name $scenario.ConfigName -LogstoreName $scenario.LogstoreName -Syslog -Tag other_tag
        }
    }
    $expectedTag = if ($Break -eq 'Tag') { 'other_tag' } else { $Tag }
    $ready = Wait-Until ([timespan]::FromSeconds(15)) {
        -not (Get-AliLogEmulatorAgent | Where-Object { @($_.Configs | Where-Object Tag -CEQ $expectedTag).Count -ne 1 })
    }
    if (-not $ready) { throw 'An agent did not fetch its config within 15 seconds; see Get-AliLogEmulatorAgent.' }

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

    if ($Break -eq 'Agent') {
        foreach ($scenario in $scenarios) {
            "Stopping the agent of $($scenario.Hosts[0].HostName)."
            $null = Stop-AliLogEmulatorAgent -HostName $scenario.Hosts[0].HostName
        }
        [Threading.Thread]::Sleep($HeartbeatTimeout + [timespan]::FromSeconds(1))
    }
    elseif ($Break -eq 'None') {
        $null = Wait-Until $ArrivalTimeout {
            -not ($scenarios | Where-Object { @(Search-AliLog -ProjectName $_.ProjectName -LogstoreName $_.LogstoreName -Query 'app-name: todo-list' -Last 15m).Count -lt 8 })
        }
    }

    foreach ($scenario in $scenarios) {
        ''
        "Checklist of $($scenario.Environment):"
        $checks = @(Test-Scenario $scenario $secondRunWrites)
        $checks | Out-Default
        $failures += @($checks | Where-Object Status -EQ 'Fail').Count

        "Search-AliLog $($scenario.ProjectName) $($scenario.LogstoreName) -Query 'app-name: todo-list' -Last 15m"
        $logs = @(Search-AliLog -ProjectName $scenario.ProjectName -LogstoreName $scenario.LogstoreName -Query 'app-name: todo-list' -Last 15m)
        $logs | Out-Default
        "Report: $(Export-Report $scenario $checks $logs $ReportPath)"
    }
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
