namespace AliLogOps.Docs.Pages;

/// <summary>The prose of a cmdlet's page: all that people write.</summary>
public sealed record CommandPage
{
    /// <summary>Name of the cmdlet.</summary>
    public required string Title { get; init; }

    /// <summary>When the page was last looked through, month first, as PlatyPS has it.</summary>
    public string Date { get; init; } = "11/24/2026";

    /// <summary>One line.</summary>
    public string Synopsis { get; init; } = "";

    /// <summary>What it does, what it changes, how it fails.</summary>
    public string Description { get; init; } = "";

    /// <summary>Worked examples.</summary>
    public IReadOnlyList<PageExample> Examples { get; init; } = [];

    /// <summary>Meaning of each parameter.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Defaults that the property's own value does not tell.</summary>
    public IReadOnlyDictionary<string, string> DefaultValues { get; init; } = new Dictionary<string, string>();

    /// <summary>What becomes of each type of input.</summary>
    public IReadOnlyDictionary<string, string> Inputs { get; init; } = new Dictionary<string, string>();

    /// <summary>What each type of output is.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; init; } = new Dictionary<string, string>();

    /// <summary>What else one should know.</summary>
    public string Notes { get; init; } = "";

    /// <summary>Links to other pages.</summary>
    public IReadOnlyList<PageLink> Links { get; init; } = [];
}

/// <summary>A link to another page.</summary>
/// <param name="Text">What is shown.</param>
/// <param name="Target">A file beside this page, or an address.</param>
public sealed record PageLink(string Text, string Target);
