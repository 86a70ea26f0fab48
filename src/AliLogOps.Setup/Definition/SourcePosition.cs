namespace AliLogOps.Setup.Definition;

/// <summary>Where something stands in a definition.</summary>
/// <param name="File">The file, as the user named it.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1; tabs count as one.</param>
public readonly record struct SourcePosition(string File, int Line, int Column)
{
    /// <summary>A value that nobody wrote, such as one read from the service.</summary>
    public static SourcePosition None { get; } = new("", 0, 0);

    /// <summary><c>setup.psd1:12:5</c>, as editors and compilers show it.</summary>
    public override string ToString() => FormattableString.Invariant($"{File}:{Line}:{Column}");
}
