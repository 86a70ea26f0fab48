namespace AliLogOps.Setup.Hosts;

/// <summary>The collecting agent a host runs.</summary>
public enum HostAgent
{
    /// <summary>Logtail, up to version 2.0: program <c>ilogtail</c>, no systemd unit from its installer.</summary>
    Logtail,

    /// <summary>LoongCollector, commercial build 3.x: keeps Logtail's folders, brings units of its own.</summary>
    LoongCollector,
}
