namespace AliLogOps.Emulator.Logs.Search;

/// <summary>First word of a block of postings.</summary>
internal readonly record struct BlockStart(int Field, byte[] Word);

/// <summary>A stored segment without its postings and numbers: what nearly every search needs of it.</summary>
internal sealed class SegmentFrame
{
    public required uint[] Times { get; init; }

    public required SegmentGroup[] Groups { get; init; }

    public required GroupOrigin[] Origins { get; init; }

    public required string[][] KeyLists { get; init; }

    /// <summary>Key list of each log; null if there is one list only.</summary>
    public required int[]? KeyListOf { get; init; }

    /// <summary>Numbers of the fields, as postings name them.</summary>
    public required IReadOnlyDictionary<string, int> Fields { get; init; }

    /// <summary>Blocks of postings, numbered from 0, in the order of field and word.</summary>
    public required BlockStart[] Blocks { get; init; }

    /// <summary>Block that holds the numbers of a field.</summary>
    public required IReadOnlyDictionary<string, int> NumberBlocks { get; init; }

    /// <summary>Bytes held in memory, roughly.</summary>
    public long Size => (Times.Length * 4L) + (Groups.Length * 16L) + ((KeyListOf?.Length ?? 0) * 4L)
        + (Origins.Length * 300L) + (KeyLists.Length * 300L) + (Blocks.Length * 80L) + 1000;
}
