namespace AliLogOps.Emulator.Sql.Syntax;

/// <summary>Limits of a statement.</summary>
internal static class SqlLimits
{
    /// <summary>Rows of a statement without a limit of its own (Log Service documentation, "LIMIT clause").</summary>
    public const int DefaultRows = 100;

    /// <summary>Largest number of rows a limit may ask for (Log Service documentation, "LIMIT clause").</summary>
    public const long MaxRows = 1_000_000;

    /// <summary>Characters of a statement. Our choice: the service's limit is not documented.</summary>
    public const int StatementLength = 64 * 1024;

    /// <summary>Nested expressions, sub-queries and parentheses. Our choice, as above.</summary>
    public const int Depth = 64;

    /// <summary>Operators, values and names of a statement. Our choice, as above.</summary>
    public const int Nodes = 5_000;

    /// <summary>Columns of a select. Our choice, as above.</summary>
    public const int Columns = 1_000;

    /// <summary>Relations in one from. Our choice, as above.</summary>
    public const int Relations = 32;

    /// <summary>Arguments of a call. Our choice, as above.</summary>
    public const int Arguments = 100;
}
