# The first command of a session: the time from the connection to the list of projects.
param([string] $Endpoint, [string] $Region, [string] $KeyId, [string] $Secret, [string] $Project)
$watch = [Diagnostics.Stopwatch]::StartNew()
$key = [pscredential]::new($KeyId, [Net.NetworkCredential]::new('', $Secret).SecurePassword)
$null = Connect-AliLog -Endpoint $Endpoint -Region $Region -Credential $key
$null = Get-AliLogProject $Project
$watch.Stop()
[string]::Format([cultureinfo]::InvariantCulture, 'seconds={0:F4} peak={1:F1} logs=0', $watch.Elapsed.TotalSeconds, [Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1e6)
