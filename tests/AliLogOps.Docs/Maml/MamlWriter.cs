using System.Xml.Linq;
using AliLogOps.Docs.Facts;
using AliLogOps.Docs.Pages;

namespace AliLogOps.Docs.Maml;

/// <summary>Writes the help file that Get-Help reads.</summary>
public static class MamlWriter
{
    private static readonly XNamespace s_msh = "http://msh";
    private static readonly XNamespace s_maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace s_command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace s_dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static string Write(IEnumerable<(CommandFacts Command, CommandPage Page)> commands)
    {
        var root = new XElement(s_msh + "helpItems", new XAttribute("schema", "maml"), commands.Select(item => Command(item.Command, item.Page)));
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + root.ToString().ReplaceLineEndings("\n") + "\n";
    }

    private static XElement Command(CommandFacts command, CommandPage page)
    {
        var words = command.Name.Split('-');
        return new XElement(
            s_command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", s_maml),
            new XAttribute(XNamespace.Xmlns + "command", s_command),
            new XAttribute(XNamespace.Xmlns + "dev", s_dev),
            new XElement(
                s_command + "details",
                new XElement(s_command + "name", command.Name),
                new XElement(s_command + "verb", words[0]),
                new XElement(s_command + "noun", words[1]),
                Description(page.Synopsis)),
            Description(page.Description),
            new XElement(s_command + "syntax", command.Syntax.Select(set => SyntaxItem(command, page, set))),
            new XElement(s_command + "parameters", command.Parameters.Select(parameter => Parameter(parameter, page, parameter.Sets[0].IsRequired, parameter.Sets[0].Position, described: true))),
            new XElement(s_command + "inputTypes", Types("inputType", command.Inputs, page.Inputs)),
            new XElement(s_command + "returnValues", Types("returnValue", command.Outputs, page.Outputs)),
            page.Notes.Length == 0 ? null : new XElement(s_maml + "alertSet", new XElement(s_maml + "alert", Paragraphs(page.Notes))),
            new XElement(s_command + "examples", page.Examples.Select(Example)),
            new XElement(s_command + "relatedLinks", page.Links.Select(Link)));
    }

    private static XElement SyntaxItem(CommandFacts command, CommandPage page, SyntaxFacts set) => new(
        s_command + "syntaxItem",
        new XElement(s_maml + "name", command.Name),
        set.Items.Select(item => Parameter(command.Parameters.Single(parameter => parameter.Name == item.Parameter), page, item.IsRequired, item.Position, described: false)));

    private static XElement Parameter(ParameterFacts parameter, CommandPage page, bool required, string position, bool described)
    {
        var value = parameter.DefaultValue.Length > 0 ? parameter.DefaultValue : page.DefaultValues.GetValueOrDefault(parameter.Name, "");
        return new XElement(
            s_command + "parameter",
            new XAttribute("required", required ? "true" : "false"),
            new XAttribute("variableLength", parameter.Type.EndsWith("[]", StringComparison.Ordinal) ? "true" : "false"),
            new XAttribute("globbing", parameter.SupportsWildcards ? "true" : "false"),
            new XAttribute("pipelineInput", PipelineInput(parameter)),
            new XAttribute("position", position.ToLowerInvariant()),
            new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
            new XElement(s_maml + "name", parameter.Name),
            described ? Description(page.Parameters.GetValueOrDefault(parameter.Name, "")) : null,
            !described && parameter.AcceptedValues.Count > 0
                ? new XElement(s_command + "parameterValueGroup", parameter.AcceptedValues.Select(accepted => new XElement(s_command + "parameterValue", new XAttribute("required", "false"), new XAttribute("variableLength", "false"), accepted)))
                : null,
            parameter.IsSwitch ? null : new XElement(s_command + "parameterValue", new XAttribute("required", "true"), new XAttribute("variableLength", "false"), parameter.Type.Split('.')[^1]),
            new XElement(s_dev + "type", new XElement(s_maml + "name", parameter.Type), new XElement(s_maml + "uri")),
            new XElement(s_dev + "defaultValue", parameter.IsSwitch ? "False" : value.Length > 0 ? value : "None"));
    }

    private static string PipelineInput(ParameterFacts parameter)
    {
        var ways = new List<string>();
        if (parameter.Sets.Any(set => set.FromPipeline))
        {
            ways.Add("ByValue");
        }

        if (parameter.Sets.Any(set => set.FromPipelineByName))
        {
            ways.Add("ByPropertyName");
        }

        return ways.Count == 0 ? "False" : $"True ({string.Join(", ", ways)})";
    }

    private static IEnumerable<XElement> Types(string element, IReadOnlyList<string> types, IReadOnlyDictionary<string, string> texts) =>
        (types.Count == 0 ? ["None"] : types).Select(type => new XElement(
            s_command + element,
            new XElement(s_dev + "type", new XElement(s_maml + "name", type)),
            Description(texts.GetValueOrDefault(type, ""))));

    // blank lines at the end keep the next example apart
    private static XElement Example(PageExample example, int index) => new(
        s_command + "example",
        new XElement(s_maml + "title", $"---- Example {index + 1}: {example.Title} ----"),
        new XElement(s_maml + "introduction", Paragraphs(example.Introduction)),
        new XElement(s_dev + "code", example.Code),
        new XElement(s_dev + "remarks", Paragraphs(example.Remarks), new XElement(s_maml + "para")));

    private static XElement Link(PageLink link) => new(
        s_maml + "navigationLink",
        new XElement(s_maml + "linkText", link.Text),
        new XElement(s_maml + "uri", link.Target.Contains("://", StringComparison.Ordinal) ? link.Target : ""));

    private static XElement Description(string markdown) => new(s_maml + "description", Paragraphs(markdown));

    private static IEnumerable<XElement> Paragraphs(string markdown) => PlainText.Paragraphs(markdown).Select(paragraph => new XElement(s_maml + "para", paragraph));
}
