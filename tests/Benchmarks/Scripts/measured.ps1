# Connects, and measures a part of a script as the benchmarks read it.
$key = [pscredential]::new($KeyId, [Net.NetworkCredential]::new('', $Secret).SecurePassword)
$null = Connect-AliLog -Endpoint $Endpoint -Region $Region -Credential $key

function Measure-Part([long] $Logs, [scriptblock] $Part) {
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $counted = & $Part
    $watch.Stop()
    if ($counted) { $Logs = $counted }
    $peak = [Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1e6
    [string]::Format([cultureinfo]::InvariantCulture, 'seconds={0:F4} peak={1:F1} logs={2}', $watch.Elapsed.TotalSeconds, $peak, $Logs)
}
