namespace AliLogOps.Emulator.Logs.Search;

/// <summary>What is known of a stored segment without reading it.</summary>
/// <param name="Id">Key in the database.</param>
/// <param name="LastGroupId">Key of the newest log group in it.</param>
internal sealed record StoredSegmentInfo(long Id, long IndexVersionId, long LastGroupId, int Documents, uint MinTime, uint MaxTime);
