using System.Collections;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace AliLogOps.Runner.Hosting;

// Questions for values: mandatory parameters, ReadLine.
internal sealed partial class RunnerUserInterface
{
    private const string HelpAnswer = "!?";

    private readonly TerminalInput _input;

    public override string ReadLine()
    {
        RequireTerminal("a line of input");
        return _input.ReadLine() ?? throw PromptErrors.InputEnded();
    }

    public override SecureString ReadLineAsSecureString()
    {
        RequireTerminal("a line of hidden input");
        return _input.ReadHiddenLine() ?? throw PromptErrors.InputEnded();
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        RequireTerminal("the " + (descriptions.Count == 1 ? "value" : "values") + " of " + string.Join(", ", descriptions.Select(field => field.Name)));
        WriteHeading(caption, message);
        if (descriptions.Any(field => !string.IsNullOrEmpty(field.HelpMessage)))
        {
            WriteLine($"(Type {HelpAnswer} for help.)");
        }

        Dictionary<string, PSObject> answers = new(StringComparer.OrdinalIgnoreCase);
        foreach (FieldDescription field in descriptions)
        {
            // the engine names the type by its assembly-qualified name; one that cannot be loaded is asked for as text
            Type type = Type.GetType(field.ParameterAssemblyFullName) ?? typeof(string);
            object? answer = type.IsAssignableTo(typeof(IList)) ? AskForList(field, type) : AskForItem(field, type, field.Name);
            answers[field.Name] = PSObject.AsPSObject(answer ?? "");
        }

        return answers;
    }

    // an empty answer ends the list, as in pwsh
    private object AskForList(FieldDescription field, Type type)
    {
        Type element = type.GetElementType() ?? typeof(object);
        ArrayList items = [];
        while (AskForItem(field, element, string.Create(CultureInfo.InvariantCulture, $"{field.Name}[{items.Count}]"), endsList: true) is { } item)
        {
            items.Add(item);
        }

        return LanguagePrimitives.ConvertTo(items, type, CultureInfo.InvariantCulture);
    }

    private object? AskForItem(FieldDescription field, Type type, string label, bool endsList = false)
    {
        while (true)
        {
            if (type == typeof(PSCredential))
            {
                WriteLine(field.Name);
                return PromptForCredential("", "", "", "");
            }

            Write($"{label}: ");
            if (type == typeof(SecureString))
            {
                SecureString secret = ReadLineAsSecureString();
                return endsList && secret.Length == 0 ? null : secret;
            }

            string text = ReadLine();
            if (endsList && text.Length == 0)
            {
                return null;
            }

            if (text == HelpAnswer && !string.IsNullOrEmpty(field.HelpMessage))
            {
                WriteLine(field.HelpMessage);
            }
            else if (LanguagePrimitives.TryConvertTo(text, type, CultureInfo.InvariantCulture, out object? value))
            {
                return value;
            }
            else
            {
                WriteErrorLine($"'{text}' is not a value of type {type.Name}. Try again.");
            }
        }
    }

    private void WriteHeading(string? caption, string? message)
    {
        if (!string.IsNullOrEmpty(caption))
        {
            WriteLine();
            WriteLine(caption);
        }

        if (!string.IsNullOrEmpty(message))
        {
            WriteLine(message);
        }
    }

    private void RequireTerminal(string what)
    {
        if (!_terminal.CanPrompt)
        {
            throw PromptErrors.CannotPrompt(what);
        }

        ClearProgress();
    }
}
