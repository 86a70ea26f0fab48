namespace AliLogOps.Emulator.Agents.StreamLog;

/// <summary>What the framer found at the start of the buffer.</summary>
internal enum StreamLogFrame
{
    /// <summary>A whole line.</summary>
    Line,

    /// <summary>No whole line yet; read more from the connection.</summary>
    NeedMore,

    /// <summary>The line is longer than the agent takes; the connection must be cut, for nothing tells where the next line starts.</summary>
    TooLong,
}
