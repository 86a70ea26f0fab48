namespace AliLogOps.Setup;

/// <summary>The likeliest causes of each state, likeliest first (Logtail: "Troubleshoot abnormal heartbeats").</summary>
internal static class MachineCauses
{
    private static readonly MachineCause s_notRunning = new(
        "the agent does not run",
        "ps -ef | grep -E 'ilogtail|loongcollector' | grep -v grep; systemctl status ilogtaild loongcollectord",
        "Start it: /etc/init.d/ilogtaild start, or /etc/init.d/loongcollectord start.");

    private static readonly MachineCause s_badJson = new(
        "its settings are no valid JSON, so it ends at once",
        "python3 -m json.tool /usr/local/ilogtail/ilogtail_config.json",
        "Write the file with Export-AliLogtailHostFile and restart the agent.");

    private static readonly MachineCause s_network = new(
        "it cannot reach the service",
        "grep -E 'config_server_address|data_server' /usr/local/ilogtail/ilogtail_config.json; curl -sS -m 5 https://logtail.<region>.log.aliyuncs.com",
        "Open TCP 80 and 443 to the service, and let the settings name the project's region and the right network.");

    private static readonly MachineCause s_clock = new("its clock is off by more than 15 minutes", "date -u; timedatectl", "Set the clock with chrony or systemd-timesyncd.");

    private static readonly MachineCause s_slowPoll = new(
        "no config was applied for long, so it reports itself every 12 minutes only",
        "ls -l /usr/local/ilogtail/user_log_config.json",
        "Apply a config with Add-AliMachineGroupBinding, or restart the agent.");

    private static readonly MachineCause s_identifier = new(
        "its identifier is not the group's",
        "cat /etc/ilogtail/user_defined_id",
        "Write the group's identifier into the file with Export-AliLogtailHostFile; it is seen within a minute.");

    private static readonly MachineCause s_address = new(
        "it reports itself with another address than the group's",
        "cat /usr/local/ilogtail/app_info.json",
        "Correct the group with Set-AliMachineGroup, or use custom identifiers, which outlive a change of address.");

    private static readonly MachineCause s_account = new(
        "it belongs to another account than the project",
        "ls /etc/ilogtail/users",
        "Create the empty file /etc/ilogtail/users/<account id> of the project's owner with Export-AliLogtailHostFile -AccountId.");

    private static readonly MachineCause s_image = new(
        "it was made from an image that another machine's identity was baked into",
        "cat /usr/local/ilogtail/app_info.json; hostname -I",
        "Stop the agent, remove app_info.json and its checkpoints, start it again, and leave them out of the image.");

    private static readonly MachineCause s_reused = new(
        "another machine had the address before",
        "cat /usr/local/ilogtail/app_info.json; uptime -s",
        "Nothing: the old heartbeat is forgotten by itself. Custom identifiers avoid it.");

    private static readonly MachineCause s_leftOver = new(
        "it is no longer in use, or carries the group's identifier by mistake",
        "cat /etc/ilogtail/user_defined_id; uptime -s",
        "Take it down, or give it an identifier of its own.");

    public static IReadOnlyList<MachineCause> For(MachineState state, bool byAddress) => state switch
    {
        MachineState.Stale => [s_notRunning, s_network, s_badJson, s_clock, s_slowPoll],
        MachineState.NeverSeen => byAddress ? [s_notRunning, s_address, s_network, s_account, s_badJson] : [s_notRunning, s_identifier, s_network, s_account, s_badJson],
        MachineState.Unexpected => [s_leftOver, s_reused],
        MachineState.Duplicate => [s_image, s_reused],
        _ => [],
    };
}
