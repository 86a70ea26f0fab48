using System.Globalization;
using System.Net.Sockets;
using AliLogOps.Client;
using AliLogOps.Setup.Hosts;

namespace AliLogOps.Setup.Checklist;

/// <summary>
/// One line through the whole chain, followed hop by hop. Where it does not arrive, others are sent to the hops behind, so that the
/// broken one is known.
/// </summary>
internal static class CanaryChecks
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(250);

    public static IReadOnlyList<SetupCheck> All { get; } =
    [
        new("canary.path", "A line passes every hop",
            "The line did not arrive.",
            "Look at the hop that is named.",
            Look)
        {
            After = [LogstoreChecks.Exists],
            FollowsFrom = LogChecks.Chain,
        },
    ];

    private static async Task<CheckFinding> Look(CheckContext context, CancellationToken token)
    {
        if (!context.Options.Canary)
        {
            return CheckFinding.Skip("Not asked for (-Canary).");
        }

        var config = context.Setup.LogtailConfigs.FirstOrDefault(config => config.InputDetail?.GetValueOrDefault("tag") is string);
        var store = config?.LogstoreName ?? context.Setup.Logstores.FirstOrDefault()?.LogstoreName;
        if (store is null)
        {
            return CheckFinding.Skip("The definition names no logstore.");
        }

        var tag = config?.InputDetail?["tag"] as string;
        var target = context.Options.CanaryTarget ?? FindTarget(context, tag);
        var trip = await CanaryTrip.RunAsync(context, target, store, tag ?? "", token).ConfigureAwait(false);
        return trip.Arrived ? Describe(trip, target) : await DiagnoseAsync(context, trip, target, store, tag ?? "", token).ConfigureAwait(false);
    }

    private static CheckFinding Describe(CanaryTrip trip, CanaryTarget target) =>
        (trip.Searchable is null && trip.HasIndex ? CheckFinding.Fail($"Sent to {target}: {trip}") : CheckFinding.Pass($"Sent to {target}: {trip}")) with
        {
            Data = trip.ToData(target),
            Cause = "The line is stored, but no search finds it in time.",
            Remedy = "Wait some minutes for the index; if it stays so, look at the index with Get-AliLogIndex.",
        };

    // sends to the hops behind, nearest to the service last: the first one that works tells the broken one
    private static async Task<CheckFinding> DiagnoseAsync(CheckContext context, CanaryTrip trip, CanaryTarget target, string store, string tag, CancellationToken token)
    {
        var failed = CheckFinding.Fail($"Sent to {target}: {trip}") with { Data = trip.ToData(target) };
        if (target.Hop == CanaryHop.Api)
        {
            return failed with { Cause = "The service took the line and does not give it back.", Remedy = "Look at the logstore's shards, and run the check again in a minute." };
        }

        if (target.Hop != CanaryHop.Agent && tag.Length > 0)
        {
            if (trip.Problem is not null)
            {
                return failed with { Cause = "rsyslog does not take messages: it is stopped, or listens elsewhere.", Remedy = "Start it (systemctl start rsyslog) and look at its own messages; rsyslogd -N1 names mistakes in its files." };
            }

            var agent = await CanaryTrip.RunAsync(context, context.Options.AgentBehind ?? new CanaryTarget(CanaryHop.Agent, "127.0.0.1", CanaryTarget.AgentPort), store, tag, token).ConfigureAwait(false);
            if (agent.Arrived)
            {
                return failed with { Cause = "rsyslog takes messages but does not pass them on, while the agent behind it works: its queue is full or suspended, or its rule is missing.", Remedy = "Restart rsyslog; look at its spool folder and $ActionQueueMaxDiskSpace, and at the forward rule with Test-AliLogtailHost." };
            }

            trip = agent;
        }

        if (trip.Problem is not null)
        {
            return failed with { Cause = $"The agent's port is closed: {trip.Problem}.", Remedy = "Set streamlog_open to true with Export-AliLogtailHostFile and restart the agent; rsyslog keeps what it could not send and delivers it within 30 s." };
        }

        var api = await CanaryTrip.RunAsync(context, CanaryTarget.Api, store, tag, token).ConfigureAwait(false);
        return api.Arrived
            ? failed with { Cause = "The agent takes lines but they do not reach the logstore: it has no config for the tag, or cannot send.", Remedy = "Check the config, its tag and its binding above; on the host look at user_log_config.json and the agent's log." }
            : failed with { Cause = $"Not even a line sent by the API is found: {api.Problem ?? "it does not come back"}.", Remedy = "Check the key's right to write (log:PostLogStoreLogs) and the logstore." };
    }

    // a machine that carries a group's identifier is a collecting host: there the way begins at its own rsyslog
    private static CanaryTarget FindTarget(CheckContext context, string? tag)
    {
        var identifiers = context.Setup.MachineGroups.SelectMany(group => group.MachineList ?? []).ToHashSet(StringComparer.Ordinal);
        if (tag is null || !File.Exists(HostLayout.IdentifierFile) || !File.ReadAllLines(HostLayout.IdentifierFile).Any(identifiers.Contains))
        {
            return CanaryTarget.Api;
        }

        return File.Exists(CanaryTarget.LocalSocket) ? new CanaryTarget(CanaryHop.RsyslogSocket, CanaryTarget.LocalSocket, 0) : new CanaryTarget(CanaryHop.Agent, "127.0.0.1", CanaryTarget.AgentPort);
    }

    /// <summary>One line's way, with the time each hop took.</summary>
    private sealed record CanaryTrip(string? Problem, TimeSpan? Sent, TimeSpan? Stored, TimeSpan? Searchable, bool HasIndex)
    {
        public bool Arrived => Stored is not null;

        public static async Task<CanaryTrip> RunAsync(CheckContext context, CanaryTarget target, string store, string tag, CancellationToken token)
        {
            var message = new CanaryMessage();
            var shards = await CursorsAsync(context, store, token).ConfigureAwait(false);
            var hasIndex = context.Setup.Indexes.Any(index => index.LogstoreName == store && index.FullText == true);
            var start = context.Time.GetTimestamp();
            // a host that drops packets would hold a connection for minutes
            using var limit = new CancellationTokenSource(context.Options.CanaryTimeout, context.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(token, limit.Token);
            try
            {
                await message.SendAsync(target, context, store, tag, either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!token.IsCancellationRequested)
            {
                return new CanaryTrip($"{target} did not answer within {LogSpan.ToText(context.Options.CanaryTimeout)}", null, null, null, hasIndex);
            }
            catch (Exception problem) when (problem is SocketException or IOException or LogServiceException)
            {
                return new CanaryTrip(problem.Message, null, null, null, hasIndex);
            }

            var sent = context.Time.GetElapsedTime(start);
            while (!await IsStoredAsync(context, store, shards, message.Word, token).ConfigureAwait(false))
            {
                if (context.Time.GetElapsedTime(start) > context.Options.CanaryTimeout)
                {
                    return new CanaryTrip(null, sent, null, null, hasIndex);
                }

                await Task.Delay(s_pause, context.Time, token).ConfigureAwait(false);
            }

            var stored = context.Time.GetElapsedTime(start);
            while (hasIndex)
            {
                if ((await LogLook.NewestAsync(context, store, message.Word, LogExpectation.DefaultLogsWithin, 1, token).ConfigureAwait(false)).Logs.Count > 0)
                {
                    return new CanaryTrip(null, sent, stored - sent, context.Time.GetElapsedTime(start) - stored, hasIndex);
                }

                if (context.Time.GetElapsedTime(start) > context.Options.CanaryTimeout)
                {
                    break;
                }

                await Task.Delay(s_pause, context.Time, token).ConfigureAwait(false);
            }

            return new CanaryTrip(null, sent, stored - sent, null, hasIndex);
        }

        public LatencyData ToData(CanaryTarget target) => new(
        [
            new LatencyHop(target.Hop switch { CanaryHop.Agent => "agent", CanaryHop.Api => "API", _ => "rsyslog" }, Sent),
            new LatencyHop("logstore", Stored),
            new LatencyHop("search", Searchable),
        ]);

        public override string ToString() => Problem is not null ? $"the line was not taken ({Problem})"
            : Stored is null ? "the line was taken, but is not in the logstore"
            : $"taken after {Text(Sent)}, stored after {Text(Stored)}, {(Searchable is null ? HasIndex ? "not found by search" : "no index to search" : $"found after {Text(Searchable)}")}";

        private static string Text(TimeSpan? time) => string.Create(CultureInfo.InvariantCulture, $"{time!.Value.TotalSeconds:0.0} s");

        private static async Task<Dictionary<int, string>> CursorsAsync(CheckContext context, string store, CancellationToken token)
        {
            var cursors = new Dictionary<int, string>();
            foreach (var shard in await context.Log.ListShardsAsync(context.ProjectName, store, token).ConfigureAwait(false))
            {
                cursors[shard.ShardId] = await context.Log.GetCursorAsync(context.ProjectName, store, shard.ShardId, CursorPosition.End, token).ConfigureAwait(false);
            }

            return cursors;
        }

        private static async Task<bool> IsStoredAsync(CheckContext context, string store, Dictionary<int, string> cursors, string word, CancellationToken token)
        {
            foreach (var (shard, cursor) in cursors.ToArray())
            {
                var pulled = await context.Log.PullLogsAsync(context.ProjectName, store, shard, cursor, 1000, null, token).ConfigureAwait(false);
                cursors[shard] = pulled.NextCursor;
                if (pulled.Groups.Any(group => group.Logs.Any(log => log.Contents.Any(field => field.Value.Contains(word, StringComparison.Ordinal)))))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
