using System.Management.Automation.Language;
using AliLogOps.Setup.Definition;

namespace AliLogOps.Definitions;

/// <summary>
/// Reads a definition in psd1. The engine's parser makes the syntax tree; only constants, lists and tables in it are taken, so nothing
/// in a definition is ever run.
/// </summary>
internal sealed class Psd1SetupReader
{
    private const string NoCode = "A definition holds only text in quotes, numbers, $true, $false, $null, @( ) and @{ }.";

    private readonly string _file;
    private readonly List<SetupMistake> _mistakes = [];

    private Psd1SetupReader(string file)
    {
        _file = file;
    }

    /// <summary>Reads the text into a tree, with what in it is no constant; such places are <see cref="SetupNodeKind.Unreadable"/>.</summary>
    /// <exception cref="SetupDefinitionException">The text is no single table.</exception>
    public static (SetupNode Root, IReadOnlyList<SetupMistake> Mistakes) Read(string text, string file)
    {
        var reader = new Psd1SetupReader(file);
        var script = Parser.ParseInput(text, out _, out var errors);
        foreach (var error in errors)
        {
            reader.Add(error.Extent, error.Message, "Correct the text there.");
        }

        if (errors.Length > 0)
        {
            throw new SetupDefinitionException(reader._mistakes);
        }

        var root = reader.ReadScript(script);
        return root.Kind == SetupNodeKind.Map ? (root, reader._mistakes) : throw new SetupDefinitionException(reader._mistakes);
    }

    private SetupNode ReadScript(ScriptBlockAst script)
    {
        var statements = script.EndBlock?.Statements;
        if (statements is [PipelineAst { PipelineElements: [CommandExpressionAst { Expression: HashtableAst table }] }] && script.BeginBlock is null && script.ProcessBlock is null && script.ParamBlock is null)
        {
            return ReadTable(table);
        }

        if (_mistakes.Count == 0)
        {
            var extra = statements is { Count: > 0 } ? statements[statements.Count > 1 ? 1 : 0].Extent : script.Extent;
            Add(extra, "A definition is one table, and this is something else.", "Put everything into one @{ … }.");
        }

        return SetupNode.OfNull(At(script.Extent));
    }

    private SetupNode ReadTable(HashtableAst table)
    {
        var entries = new List<SetupEntry>();
        foreach (var pair in table.KeyValuePairs)
        {
            var key = pair.Item1 switch
            {
                StringConstantExpressionAst text => text.Value,
                ConstantExpressionAst constant => Convert.ToString(constant.Value, System.Globalization.CultureInfo.InvariantCulture),
                _ => null,
            };
            if (key is null)
            {
                Refuse(pair.Item1);
                continue;
            }

            entries.Add(new SetupEntry(key, At(pair.Item1.Extent), ReadStatement(pair.Item2)));
        }

        return SetupNode.OfMap(entries, At(table.Extent));
    }

    private SetupNode ReadStatement(StatementAst statement) => statement switch
    {
        PipelineAst { PipelineElements: [CommandExpressionAst { Redirections.Count: 0 } single] } => ReadExpression(single.Expression),
        PipelineAst { Parent: not ParenExpressionAst, PipelineElements: [CommandAst { CommandElements: [StringConstantExpressionAst { StringConstantType: StringConstantType.BareWord } word] }] } =>
            Refuse(word, $"'{word.Value}' stands without quotes, so it would be a command.", "Put it between quotes."),
        _ => Refuse(statement),
    };

    private SetupNode ReadExpression(ExpressionAst expression)
    {
        var position = At(expression.Extent);
        switch (expression)
        {
            case StringConstantExpressionAst text:
                return SetupNode.OfText(text.Value, position);
            case ExpandableStringExpressionAst { NestedExpressions.Count: 0 } text:
                return SetupNode.OfText(text.Value, position);
            case ExpandableStringExpressionAst text:
                return Refuse(text, "Variables and expressions inside text are not worked out.", "Use single quotes; {env} stands for the environment, and others can be named under Variables.");
            case ConstantExpressionAst { Value: { } number }:
                return SetupNode.OfNumber(number is int or short or byte ? Convert.ToInt64(number, System.Globalization.CultureInfo.InvariantCulture) : number, position);
            case UnaryExpressionAst { TokenKind: TokenKind.Minus, Child: ConstantExpressionAst { Value: int or long } constant }:
                return SetupNode.OfNumber(-Convert.ToInt64(constant.Value, System.Globalization.CultureInfo.InvariantCulture), position);
            case VariableExpressionAst variable:
                return ReadVariable(variable, position);
            case HashtableAst table:
                return ReadTable(table);
            case ArrayLiteralAst list:
                return SetupNode.OfList([.. list.Elements.Select(ReadExpression)], position);
            case ArrayExpressionAst list:
                return SetupNode.OfList([.. list.SubExpression.Statements.SelectMany(ReadItems)], position);
            case ParenExpressionAst { Pipeline: StatementAst inner }:
                return ReadStatement(inner);
            default:
                return Refuse(expression);
        }
    }

    // inside @( ) each line is a statement, and 'a', 'b' on one line is one statement with two items
    private IEnumerable<SetupNode> ReadItems(StatementAst statement)
    {
        var node = ReadStatement(statement);
        return node.Kind == SetupNodeKind.List && statement is PipelineAst { PipelineElements: [CommandExpressionAst { Expression: ArrayLiteralAst }] } ? node.Items : [node];
    }

    private SetupNode ReadVariable(VariableExpressionAst variable, SourcePosition position) => variable.VariablePath.UserPath.ToUpperInvariant() switch
    {
        "TRUE" => SetupNode.OfFlag(true, position),
        "FALSE" => SetupNode.OfFlag(false, position),
        "NULL" => SetupNode.OfNull(position),
        _ => Refuse(variable, $"'{variable.Extent.Text}' is a variable, and a definition has none.", "Write the value, or a name in braces such as {env}; give its value under Variables or with -Variable."),
    };

    private SetupNode Refuse(Ast part) => Refuse(part, $"'{Shorten(part.Extent.Text)}' is code, and nothing in a definition is run.", NoCode);

    private SetupNode Refuse(Ast part, string message, string remedy)
    {
        Add(part.Extent, message, remedy);
        return SetupNode.Unreadable(At(part.Extent));
    }

    private void Add(IScriptExtent extent, string message, string remedy) => _mistakes.Add(new SetupMistake(At(extent), "", message, remedy));

    private SourcePosition At(IScriptExtent extent) => new(_file, extent.StartLineNumber, extent.StartColumnNumber);

    private static string Shorten(string text)
    {
        var line = text.Split('\n')[0].TrimEnd();
        return line.Length > 60 ? line[..60] + "…" : line;
    }
}
