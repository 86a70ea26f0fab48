namespace AliLogOps.Docs.Facts;

/// <summary>One parameter set of a cmdlet.</summary>
/// <param name="SetName">Name of the set; <c>__AllParameterSets</c> when the cmdlet has only one.</param>
/// <param name="IsDefault">Whether it is the default of several.</param>
/// <param name="Items">The parameters in the order of the syntax line, each as it is written there.</param>
public sealed record SyntaxFacts(string SetName, bool IsDefault, IReadOnlyList<SyntaxItem> Items);

/// <summary>One parameter in a syntax line.</summary>
/// <param name="Parameter">Name of the parameter.</param>
/// <param name="Text">As it is written in the line.</param>
/// <param name="IsRequired">Whether it must be given.</param>
/// <param name="Position">Its place from 0, or <c>Named</c>.</param>
public sealed record SyntaxItem(string Parameter, string Text, bool IsRequired, string Position);
