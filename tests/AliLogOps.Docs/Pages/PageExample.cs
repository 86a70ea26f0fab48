using System.Text.RegularExpressions;

namespace AliLogOps.Docs.Pages;

/// <summary>A worked example: prose and fenced code.</summary>
/// <param name="Title">What it shows, without its number.</param>
/// <param name="Body">Markdown.</param>
public sealed partial record PageExample(string Title, string Body)
{
    /// <summary>The PowerShell code, all blocks together.</summary>
    public string Code => string.Join('\n', Fences().Matches(Body).Where(IsCode).Select(match => match.Groups["code"].Value.TrimEnd()));

    /// <summary>True when it uses commands of a full pwsh that the bare engine lacks: its fence says <c>powershell pwsh</c>.</summary>
    public bool NeedsFullPowerShell => Fences().Matches(Body).Any(match => match.Groups["info"].Value.Trim() == "powershell pwsh");

    /// <summary>The text before the first code.</summary>
    public string Introduction => Fences().Match(Body) is { Success: true } first ? Body[..first.Index].Trim() : Body.Trim();

    /// <summary>What follows the first code: text and further blocks.</summary>
    public string Remarks => Fences().Match(Body) is { Success: true } first ? Body[(first.Index + first.Length)..].Trim() : "";

    private static bool IsCode(Match match) => match.Groups["info"].Value.StartsWith("powershell", StringComparison.Ordinal);

    [GeneratedRegex(@"^```(?<info>[^\n]*)\n(?<code>.*?)^```[^\n]*$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();
}
