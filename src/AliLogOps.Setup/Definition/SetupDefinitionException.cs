using System.Globalization;

namespace AliLogOps.Setup.Definition;

/// <summary>A definition cannot be used; all that is wrong with it at once.</summary>
public sealed class SetupDefinitionException : Exception
{
    /// <summary>Makes it of the mistakes, in the order of the file.</summary>
    public SetupDefinitionException(IReadOnlyList<SetupMistake> mistakes)
        : base(Describe(mistakes))
    {
        Mistakes = mistakes;
    }

    /// <summary>The mistakes, in the order of the file.</summary>
    public IReadOnlyList<SetupMistake> Mistakes { get; }

    private static string Describe(IReadOnlyList<SetupMistake> mistakes)
    {
        ArgumentNullException.ThrowIfNull(mistakes);
        var head = mistakes.Count == 1 ? "The definition has a mistake:" : string.Create(CultureInfo.InvariantCulture, $"The definition has {mistakes.Count} mistakes:");
        return head + "\n" + string.Join('\n', mistakes);
    }
}
