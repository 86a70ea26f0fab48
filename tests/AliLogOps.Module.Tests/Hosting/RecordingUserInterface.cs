using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace AliLogOps.Module.Tests.Hosting;

/// <summary>Keeps written text as plain text and prompts as records; answers <see cref="Answers"/> in order, else the default.</summary>
public sealed class RecordingUserInterface : PSHostUserInterface
{
    private readonly StringBuilder _text = new();
    private readonly Lock _gate = new();

    public RecordingUserInterface(int width)
    {
        RawUI = new FixedRawUserInterface(width);
    }

    public override PSHostRawUserInterface RawUI { get; }

    /// <summary>Labels to answer prompts with, for example "Yes" or "No".</summary>
    public ConcurrentQueue<string> Answers { get; } = new();

    /// <summary>Each prompt as caption, message and choices.</summary>
    public ConcurrentQueue<string> Prompts { get; } = new();

    /// <summary>Each report of progress.</summary>
    public ConcurrentQueue<ProgressRecord> Progress { get; } = new();

    public string Text
    {
        get
        {
            lock (_gate)
            {
                return _text.ToString();
            }
        }
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Prompts.Enqueue($"{caption}|{message}");
        if (!Answers.TryDequeue(out var answer))
        {
            return defaultChoice;
        }

        for (var index = 0; index < choices.Count; index++)
        {
            if (choices[index].Label.Replace("&", "", StringComparison.Ordinal) == answer)
            {
                return index;
            }
        }

        throw new InvalidOperationException($"The prompt '{message}' has no choice '{answer}'.");
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        Prompts.Enqueue($"{caption}|{message}");
        throw new HostException("No answer: the test supplies every mandatory parameter.");
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw new HostException("No credential prompt in tests.");

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        throw new HostException("No credential prompt in tests.");

    public override string ReadLine() => throw new HostException("No line input in tests.");

    public override SecureString ReadLineAsSecureString() => throw new HostException("No line input in tests.");

    public override void Write(string value)
    {
        lock (_gate)
        {
            _text.Append(GetOutputString(value, supportsVirtualTerminal: false));
        }
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Write(value + "\n");

    public override void WriteDebugLine(string message) => Write("DEBUG: " + message + "\n");

    public override void WriteErrorLine(string value) => Write("ERROR: " + value + "\n");

    public override void WriteVerboseLine(string message) => Write("VERBOSE: " + message + "\n");

    public override void WriteWarningLine(string message) => Write("WARNING: " + message + "\n");

    public override void WriteProgress(long sourceId, ProgressRecord record) => Progress.Enqueue(record);
}
