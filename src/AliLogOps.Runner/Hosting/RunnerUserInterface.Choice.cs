using System.Collections.ObjectModel;
using System.Management.Automation.Host;

namespace AliLogOps.Runner.Hosting;

// Questions with a fixed set of answers: confirmations.
internal sealed partial class RunnerUserInterface
{
    private const string HelpKey = "?";

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        RequireTerminal($"a choice ({OneLine(caption, message)})");
        WriteHeading(caption, message);
        Choice[] answers = [.. choices.Select(choice => new Choice(choice))];
        while (true)
        {
            string offered = string.Join("  ", answers.Select(answer => answer.Offer).Append($"[{HelpKey}] Help"));
            string preset = defaultChoice >= 0 ? $" (default is \"{answers[defaultChoice].Key}\")" : "";
            Write($"{offered}{preset}: ");

            string response = ReadLine().Trim();
            int chosen = response.Length == 0 ? defaultChoice : Array.FindIndex(answers, answer => answer.Matches(response));
            if (chosen >= 0)
            {
                return chosen;
            }

            if (response == HelpKey)
            {
                foreach (Choice answer in answers)
                {
                    WriteLine($"{answer.Key} - {answer.Help}");
                }
            }
        }
    }

    private static string OneLine(params string?[] parts) =>
        string.Join(" ", parts.Where(part => !string.IsNullOrEmpty(part))).ReplaceLineEndings(" ");

    /// <summary>One answer: "&amp;Yes" is offered as "[Y] Yes" and taken as "y" or "yes".</summary>
    private sealed class Choice
    {
        private readonly string _label;

        internal Choice(ChoiceDescription description)
        {
            int mark = description.Label.IndexOf('&', StringComparison.Ordinal);
            bool marked = mark >= 0 && mark < description.Label.Length - 1;
            _label = marked ? description.Label.Remove(mark, 1) : description.Label;
            Key = marked ? char.ToUpperInvariant(_label[mark]).ToString() : _label;
            Help = description.HelpMessage ?? "";
            Offer = marked ? $"[{Key}] {_label}" : $"[{_label}]";
        }

        internal string Key { get; }

        internal string Help { get; }

        internal string Offer { get; }

        internal bool Matches(string response) =>
            response.Equals(Key, StringComparison.OrdinalIgnoreCase) || response.Equals(_label, StringComparison.OrdinalIgnoreCase);
    }
}
