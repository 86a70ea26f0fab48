using System.Text;
using AliLogOps.Docs.Facts;

namespace AliLogOps.Docs.Pages;

/// <summary>Writes a page in the markdown schema 2024-05-01 of Microsoft.PowerShell.PlatyPS.</summary>
public static class PageWriter
{
    private const int Width = 100;

    private const string CommonParameters = """
        This cmdlet supports the common parameters: -Debug, -ErrorAction, -ErrorVariable,
        -InformationAction, -InformationVariable, -OutBuffer, -OutVariable, -PipelineVariable,
        -ProgressAction, -Verbose, -WarningAction, and -WarningVariable. For more information, see
        [about_CommonParameters](https://go.microsoft.com/fwlink/?LinkID=113216).
        """;

    public static string Write(CommandFacts command, CommandPage page)
    {
        var text = new StringBuilder();
        text.Append($"""
            ---
            document type: cmdlet
            external help file: {HelpFiles.MamlName}
            HelpUri: ''
            Locale: en-US
            Module Name: AliLogOps
            ms.date: {page.Date}
            PlatyPS schema version: 2024-05-01
            title: {command.Name}
            ---

            # {command.Name}


            """);
        Section(text, "SYNOPSIS", Or(page.Synopsis, "Synopsis"));
        Section(text, "SYNTAX", string.Join("\n\n", command.Syntax.Select(set => $"### {set.SetName}{(set.IsDefault ? " (Default)" : "")}\n\n```\n{Wrap(command.Name, set)}\n```")));
        Section(text, "ALIASES", "");
        Section(text, "DESCRIPTION", Or(page.Description, "Description"));
        Section(text, "EXAMPLES", string.Join("\n\n", page.Examples.Select((example, index) => $"### Example {index + 1}: {example.Title}\n\n{example.Body}")));
        Section(text, "PARAMETERS", string.Join("\n\n", command.Parameters.Select(parameter => $"### -{parameter.Name}\n\n{Or(page.Parameters.GetValueOrDefault(parameter.Name), parameter.Name + " Description")}\n\n{ToYaml(parameter, page)}").Append("### CommonParameters\n\n" + CommonParameters.ReplaceLineEndings("\n"))));
        Section(text, "INPUTS", Types(command.Inputs, page.Inputs));
        Section(text, "OUTPUTS", Types(command.Outputs, page.Outputs));
        Section(text, "NOTES", page.Notes);
        Section(text, "RELATED LINKS", string.Join('\n', page.Links.Select(link => $"- [{link.Text}]({link.Target})")));
        return text.ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>The syntax line, broken before a parameter where it gets too long.</summary>
    public static string Wrap(string command, SyntaxFacts set)
    {
        var lines = new List<string>();
        var line = command;
        foreach (var item in set.Items.Select(item => item.Text).Append("[<CommonParameters>]"))
        {
            if (line.Length + 1 + item.Length > Width)
            {
                lines.Add(line);
                line = "";
            }

            line += " " + item;
        }

        return string.Join('\n', [.. lines, line]);
    }

    private static string Types(IReadOnlyList<string> types, IReadOnlyDictionary<string, string> texts) => types.Count == 0
        ? $"### None\n\n{texts.GetValueOrDefault("None", "")}".TrimEnd()
        : string.Join("\n\n", types.Select(type => $"### {type}\n\n{Or(texts.GetValueOrDefault(type), "Description")}"));

    private static string ToYaml(ParameterFacts parameter, CommandPage page)
    {
        var text = new StringBuilder("```yaml\n");
        var value = parameter.DefaultValue.Length > 0 ? parameter.DefaultValue : page.DefaultValues.GetValueOrDefault(parameter.Name, "");
        text.Append($"Type: {parameter.Type}\nDefaultValue: {Quote(value)}\nSupportsWildcards: {Lower(parameter.SupportsWildcards)}\n");
        List("Aliases", parameter.Aliases);
        text.Append("ParameterSets:\n");
        foreach (var set in parameter.Sets)
        {
            text.Append($"- Name: {set.Name}\n  Position: {set.Position}\n  IsRequired: {Lower(set.IsRequired)}\n  ValueFromPipeline: {Lower(set.FromPipeline)}\n");
            text.Append($"  ValueFromPipelineByPropertyName: {Lower(set.FromPipelineByName)}\n  ValueFromRemainingArguments: {Lower(set.FromRemaining)}\n");
        }

        text.Append("DontShow: false\n");
        List("AcceptedValues", parameter.AcceptedValues);
        return text.Append("HelpMessage: ''\n```").ToString();

        void List(string name, IReadOnlyList<string> items) =>
            text.Append(items.Count == 0 ? $"{name}: []\n" : $"{name}:\n{string.Concat(items.Select(item => $"- {item}\n"))}");
    }

    private static void Section(StringBuilder text, string name, string body) =>
        text.Append(body.Length == 0 ? $"## {name}\n\n" : $"## {name}\n\n{body}\n\n");

    private static string Or(string? text, string what) => string.IsNullOrEmpty(text) ? $"{{{{ Fill in the {what} }}}}" : text;

    // a plain scalar may not begin with these, and '*' alone would be an alias
    private static string Quote(string value) => value.Length > 0 && char.IsAsciiLetterOrDigit(value[0]) && !value.Contains(": ", StringComparison.Ordinal) ? value : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Lower(bool value) => value ? "true" : "false";
}
