namespace AliLogOps;

/// <summary>Figures behind the evidence of a check.</summary>
public abstract record CheckData;

/// <summary>The heartbeats of a machine group.</summary>
/// <param name="Machines">One row for each machine.</param>
public sealed record HeartbeatData(IReadOnlyList<HeartbeatRow> Machines) : CheckData;

/// <summary>The heartbeat of one machine.</summary>
/// <param name="Name">Its host name where known, otherwise its address.</param>
/// <param name="IPAddress">The address its agent reports.</param>
/// <param name="LastHeartbeatTime">Its last heartbeat; null when it has never been seen.</param>
/// <param name="Age">How old that was when it was looked at; null when it has never been seen.</param>
/// <param name="State">The verdict, e.g. <c>OK</c> or <c>Stale</c>.</param>
public sealed record HeartbeatRow(string Name, string IPAddress, DateTimeOffset? LastHeartbeatTime, TimeSpan? Age, string State);

/// <summary>How many logs arrived over time.</summary>
/// <param name="Buckets">Counts in the order of time, without gaps.</param>
public sealed record ArrivalData(IReadOnlyList<ArrivalBucket> Buckets) : CheckData;

/// <summary>The logs of one stretch of time.</summary>
/// <param name="From">Its begin, included.</param>
/// <param name="To">Its end, excluded.</param>
/// <param name="Count">The number of logs.</param>
public sealed record ArrivalBucket(DateTimeOffset From, DateTimeOffset To, long Count);

/// <summary>How long one log took from hop to hop.</summary>
/// <param name="Hops">The hops it passed, in order.</param>
public sealed record LatencyData(IReadOnlyList<LatencyHop> Hops) : CheckData;

/// <summary>One hop of a log's way.</summary>
/// <param name="Name">Where it arrived, e.g. <c>agent</c>.</param>
/// <param name="Elapsed">The time since the hop before; null when it did not arrive.</param>
public sealed record LatencyHop(string Name, TimeSpan? Elapsed);
