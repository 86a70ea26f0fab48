using System.Globalization;
using AliLogOps.Setup.Hosts;

namespace AliLogOps.Setup.Samples;

/// <summary>
/// Stream input: <c>version tag time ip fields… message</c>, separated by single blanks; format 0.1.
/// Source: Log Service documentation, "Syslog" collection reference.
/// </summary>
internal sealed class StreamLineParser(string tag) : ISampleParser
{
    // version, tag, time and ip in front of the fields
    private const int Head = 4;

    public SampleEntry Parse(string text)
    {
        IReadOnlyList<string> names = RsyslogForwardFile.BuiltInFields;
        string[] words = text.Split(' ', Head + names.Count + 1);
        if (words.Length < Head + names.Count)
        {
            return Fail(text, text.Length, $"The line has {words.Length} word(s), format 0.1 needs {Head + names.Count} before the message.");
        }

        if (words[0] != "0.1")
        {
            return Fail(text, 0, $"The format version is '{words[0]}'; only the built-in 0.1 can be tried here, others are known to the host's streamlog_formats.");
        }

        if (words[1] != tag)
        {
            return Fail(text, words[0].Length + 1, $"The tag is '{words[1]}', the config has '{tag}': the agent drops the line.");
        }

        // The largest second a DateTimeOffset can hold; the service itself takes 32 bits.
        if (!uint.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out uint seconds))
        {
            return Fail(text, words[0].Length + words[1].Length + 2, $"The time is '{words[2]}', not whole seconds since 1970.");
        }

        List<KeyValuePair<string, string>> fields = [.. names.Select((name, i) => KeyValuePair.Create(name, words[Head + i]))];
        fields.Add(KeyValuePair.Create("msg", words.Length > Head + names.Count ? words[^1] : string.Empty));
        return new SampleEntry { Line = 0, Text = text, Matched = true, Fields = fields, Time = DateTimeOffset.FromUnixTimeSeconds(seconds) };
    }

    private static SampleEntry Fail(string text, int at, string reason) =>
        new() { Line = 0, Text = text, Matched = false, FailedAt = at, Reason = reason };
}
