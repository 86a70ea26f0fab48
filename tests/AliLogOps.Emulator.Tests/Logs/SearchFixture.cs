using AliLogOps.Emulator.Faults;
using AliLogOps.Emulator.Logs.Search;
using AliLogOps.Emulator.Logs.Storage;
using AliLogOps.Emulator.Query;
using AliLogOps.Emulator.Storage;
using AliLogOps.Emulator.ControlPlane;

namespace AliLogOps.Emulator.Tests.Logs;

/// <summary>A database with one logstore, and the search over it without a web server.</summary>
internal sealed class SearchFixture : IDisposable
{
    /// <summary>The delimiters the console proposes.</summary>
    public const string Delimiters = """[","," ","'","\"",";","=","(",")","[","]","{","}","?","@","&","<",">","/",":","\n","\t","\r"]""";

    private readonly GroupWriter _writer;
    private readonly SearchEngines _engines;

    public SearchFixture(string? dataPath = null)
    {
        Database = Database.Open(dataPath, [ControlPlaneSchema.Part, LogsSchema.Part, RowChanges.Part]);
        LogstoreId = Database.Write(session =>
        {
            long? known = session.Scalar<long?>("SELECT id FROM logstore");
            if (known is not null)
            {
                return known.Value;
            }
            long project = session.Insert(
                "INSERT INTO project (name, description, resource_group_id, data_redundancy_type, recycle_bin_enabled, create_time, last_modify_time) VALUES ('p', '', '', 'LRS', 0, 0, 0)");
            return session.Insert(
                "INSERT INTO logstore (project_id, name, settings, create_time, last_modify_time) VALUES ($1, 'l', '{}', 0, 0)", project);
        });
        StoredGroups groups = new(Database);
        Visibility visibility = new(TimeProvider.System);
        Versions = new IndexVersions(Database, visibility);
        _engines = new SearchEngines(Database, groups, Versions, visibility, TimeProvider.System);
        Search = new LogSearch(_engines);
        _writer = new GroupWriter(Database, _engines.Take);
    }

    public Database Database { get; }

    public long LogstoreId { get; }

    public IndexVersions Versions { get; }

    public LogSearch Search { get; }

    public SearchEngines Engines => _engines;

    public void SetIndex(string? document)
    {
        Database.Write(session =>
        {
            session.Execute("DELETE FROM log_index WHERE logstore_id = $1", LogstoreId);
            if (document is not null)
            {
                session.Execute("INSERT INTO log_index (logstore_id, document, last_modify_time) VALUES ($1, $2, 0)", LogstoreId, document);
            }
        });
    }

    public Task WriteAsync(params SampleLog[] logs)
    {
        return WriteAsync(SampleLog.Group(logs));
    }

    /// <param name="logstoreId">Another logstore than the fixture's.</param>
    public Task WriteAsync(Protos.LogGroup group, long? logstoreId = null)
    {
        byte[] raw = Google.Protobuf.MessageExtensions.ToByteArray(group);
        return _writer.WriteAsync(
            new NewGroup
            {
                LogstoreId = logstoreId ?? LogstoreId,
                LogstoreName = "l",
                ShardId = 0,
                ReceiveTime = 1_700_000_000,
                MinTime = group.Logs.Min(log => log.Time),
                MaxTime = group.Logs.Max(log => log.Time),
                LogCount = group.Logs.Count,
                Raw = raw,
                Compressed = GroupBytes.Compress(raw),
                AddedTags = ReadOnlyMemory<byte>.Empty,
                Layout = Emulator.Logs.Wire.LogGroupLayout.Read(raw),
            },
            TestContext.Current.CancellationToken);
    }

    /// <summary>Numbers of the logs found, in the order of the answer; logs are numbered as they were written.</summary>
    public List<long> Find(string query, long from = 0, long to = uint.MaxValue, string topic = "", bool reverse = false, int offset = 0, int line = 1000)
    {
        return [.. Search.Find(Request(query, from, to, topic), offset, line, reverse).Hits.Select(Hit.Ordinal)];
    }

    public SearchRequest Request(string query, long from = 0, long to = uint.MaxValue, string topic = "")
    {
        return new SearchRequest(LogstoreId, query, QueryParser.Parse(query), topic, new SearchRange(from, to), Versions.Current(LogstoreId)!);
    }

    public LogstoreEngine Engine => _engines.Get(LogstoreId);

    public void Dispose()
    {
        _writer.StopAsync().GetAwaiter().GetResult();
        Database.Dispose();
    }
}
