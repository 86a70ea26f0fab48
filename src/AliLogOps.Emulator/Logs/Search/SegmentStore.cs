using AliLogOps.Emulator.Logs.Storage;
using AliLogOps.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace AliLogOps.Emulator.Logs.Search;

/// <summary>Segments in the database; the frames used last are kept in memory.</summary>
internal sealed class SegmentStore(Database database, IndexVersions versions)
{
    private const long Capacity = 64L * 1024 * 1024;

    private readonly SizedCache<long, SegmentFrame> _frames = new(Capacity, frame => frame.Size);

    /// <summary>Segments of a logstore in the order of arrival.</summary>
    public static List<StoredSegmentInfo> List(DatabaseSession session, long logstoreId)
    {
        return session.Query(
            "SELECT id, index_version_id, last_group_id, documents, min_time, max_time FROM segment WHERE logstore_id = $1 ORDER BY last_group_id",
            row => new StoredSegmentInfo(
                row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt32(3), (uint)row.GetInt64(4), (uint)row.GetInt64(5)),
            logstoreId);
    }

    /// <summary>Stores a full segment; null if its logstore has been deleted, or its engine is left behind once the database is its own.</summary>
    public StoredSegmentInfo? Save(long logstoreId, MemorySegment segment, Func<bool> isLeftBehind)
    {
        SegmentImage image = SegmentImage.Of(segment);
        byte[] frame = SegmentFrameFormat.Write(image.Frame);
        long lastGroupId = segment.GroupList[^1].Id;
        long? id = database.Write(session => isLeftBehind() ? null : Insert(session, logstoreId, segment, lastGroupId, frame, image.Blocks));
        if (id is null)
        {
            return null;
        }
        _frames.Set(id.Value, image.Frame);
        return new StoredSegmentInfo(id.Value, segment.DefinitionId, lastGroupId, segment.Documents, segment.MinTime, segment.MaxTime);
    }

    public StoredSegment Load(StoredSegmentInfo info)
    {
        return new StoredSegment(versions.Get(info.IndexVersionId), info, Frame(info.Id), number => ReadBlock(info.Id, number));
    }

    private static long? Insert(
        DatabaseSession session, long logstoreId, MemorySegment segment, long lastGroupId, byte[] frame, IReadOnlyList<byte[]> blocks)
    {
        if (session.Scalar<long>("SELECT count(*) FROM logstore WHERE id = $1", logstoreId) == 0)
        {
            return null;
        }
        long id = session.Insert(
            "INSERT INTO segment (logstore_id, index_version_id, last_group_id, documents, min_time, max_time, frame) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            logstoreId, segment.DefinitionId, lastGroupId, segment.Documents, (long)segment.MinTime, (long)segment.MaxTime, frame);
        using SqliteCommand insert = session.Command("INSERT INTO segment_block (segment_id, number, data) VALUES ($1, $2, $3)", id, 0, frame);
        for (int number = 0; number < blocks.Count; number++)
        {
            insert.Parameters[1].Value = number;
            insert.Parameters[2].Value = blocks[number];
            insert.ExecuteNonQuery();
        }
        return id;
    }

    private SegmentFrame Frame(long id)
    {
        if (!_frames.TryGet(id, out SegmentFrame? frame))
        {
            byte[] bytes = database.Read(session => session.Scalar<byte[]>("SELECT frame FROM segment WHERE id = $1", id))
                ?? throw new KeyNotFoundException("A segment has been deleted.");
            frame = SegmentFrameFormat.Read(bytes);
            _frames.Set(id, frame);
        }
        return frame;
    }

    private byte[] ReadBlock(long id, int number)
    {
        return database.Read(session => session.Scalar<byte[]>(
            "SELECT data FROM segment_block WHERE segment_id = $1 AND number = $2", id, number))
            ?? throw new KeyNotFoundException("A segment has been deleted.");
    }
}
