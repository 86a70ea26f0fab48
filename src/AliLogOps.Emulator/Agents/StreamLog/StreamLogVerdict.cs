namespace AliLogOps.Emulator.Agents.StreamLog;

/// <summary>What the parser says about one line.</summary>
internal enum StreamLogVerdict
{
    /// <summary>A log: version, tag, time, ip, all fields of the format, and a message that may be empty.</summary>
    Log,

    /// <summary>The first token is no version the agent knows.</summary>
    UnknownVersion,

    /// <summary>The line ends before the last field of its format.</summary>
    TooFewTokens,

    /// <summary>The time is not a decimal number of seconds that fits the service's 32 bits.</summary>
    BadTime,
}
