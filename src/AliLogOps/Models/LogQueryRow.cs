namespace AliLogOps;

/// <summary>
/// A row of an SQL result. Its columns are properties of a class that is made for each set of columns when it is first met and derives
/// from this one.
/// </summary>
public abstract class LogQueryRow
{
    /// <summary>A row.</summary>
    /// <param name="texts">Values of the columns. The row keeps the array.</param>
    protected LogQueryRow(string?[] texts)
    {
        Texts = texts;
    }

    /// <summary>Values of the columns, in their order.</summary>
    protected string?[] Texts { get; }

    /// <summary>All columns, as PowerShell writes an object of properties within a text.</summary>
    public override string ToString() => LogEntry.Describe(this);
}
