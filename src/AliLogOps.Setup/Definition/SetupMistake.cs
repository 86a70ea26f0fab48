namespace AliLogOps.Setup.Definition;

/// <summary>One thing that is wrong in a definition.</summary>
/// <param name="Position">Where.</param>
/// <param name="Path">The value's place in the tree, for example <c>Logstores[0].TtlDays</c>; empty for the whole file.</param>
/// <param name="Message">What is wrong, with the value and the rule.</param>
/// <param name="Remedy">What to write instead.</param>
public sealed record SetupMistake(SourcePosition Position, string Path, string Message, string Remedy)
{
    /// <summary><c>setup.psd1:12:5: Logstores[0].TtlDays: … Give …</c></summary>
    public override string ToString() => $"{Position}: {(Path.Length > 0 ? Path + ": " : "")}{Message} {Remedy}".TrimEnd();
}

/// <summary>Collects mistakes; the same one, met once for each environment, is told once.</summary>
internal sealed class MistakeList
{
    private readonly List<SetupMistake> _items = [];
    private readonly Dictionary<SourcePosition, string> _pass = [];

    /// <summary>The environment that is looked at. What one of them told about a place, the next need not tell again.</summary>
    public string Pass { get; set; } = "";

    public bool Any => _items.Count > 0;

    public void Add(SourcePosition position, string path, string message, string remedy)
    {
        var mistake = new SetupMistake(position, path, message, remedy);
        if (_pass.TryAdd(position, Pass) || (_pass[position] == Pass && !_items.Contains(mistake)))
        {
            _items.Add(mistake);
        }
    }

    /// <exception cref="SetupDefinitionException">There is at least one mistake.</exception>
    public void ThrowIfAny()
    {
        if (Any)
        {
            throw new SetupDefinitionException([.. _items.OrderBy(mistake => mistake.Position.Line).ThenBy(mistake => mistake.Position.Column)]);
        }
    }
}
