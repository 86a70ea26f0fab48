namespace AliLogOps.Emulator.Query;

/// <summary>Limits of a search (Log Service documentation, "Log search" and "Search syntax").</summary>
internal static class QueryLimits
{
    /// <summary>Conditions in one search statement.</summary>
    public const int Terms = 30;

    /// <summary>Characters of a word with wildcards.</summary>
    public const int PatternLength = 64;

    /// <summary>Bytes of a value that are searched; what follows is stored but not found.</summary>
    public const int SearchedValueBytes = 10 * 1024;

    /// <summary>Nested parentheses and repeated <c>not</c>. Our choice: the service's limit is not documented.</summary>
    public const int Depth = 100;
}
