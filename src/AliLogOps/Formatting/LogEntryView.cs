using System.Management.Automation;
using System.Text;
using AliLogOps.Logs;

namespace AliLogOps.Formatting;

/// <summary>The columns of the table view of logs. Called by the view; the objects themselves keep every value as it came.</summary>
public static class LogEntryView
{
    private static readonly string[] s_hostFields = ["hostname", "__tag__:__hostname__", "host", "Source"];
    private static readonly string[] s_applicationFields = ["app-name", "app", "service"];
    private static readonly string[] s_messageFields = ["msg", "message", "content"];

    /// <summary>Local time to the second.</summary>
    public static string Time(PSObject entry) =>
        entry?.Properties["Time"]?.Value is DateTimeOffset time ? time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture) : "";

    /// <summary>The host's name, or the source when the log names none.</summary>
    public static string Host(PSObject entry) => Clean(FirstOf(entry, s_hostFields));

    /// <summary>The application; empty when the log names none.</summary>
    public static string Application(PSObject entry) => Clean(FirstOf(entry, s_applicationFields));

    /// <summary>The message without the one blank that syslog lines begin with; for other logs all fields as <c>key=value</c>.</summary>
    public static string Message(PSObject entry)
    {
        var message = FirstOf(entry, s_messageFields);
        if (message.Length > 0)
        {
            return Clean(message[0] == ' ' ? message[1..] : message);
        }

        return entry is null ? "" : Clean(KeysAndValues(entry));
    }

    private static string FirstOf(PSObject entry, string[] names)
    {
        foreach (var name in names)
        {
            if (entry?.Properties[name]?.Value is string { Length: > 0 } text)
            {
                return text;
            }
        }

        return "";
    }

    private static string KeysAndValues(PSObject entry)
    {
        var text = new StringBuilder();
        foreach (var property in entry.Properties)
        {
            if (LogEntryBuilder.IsOwnProperty(property.Name) || property.Name.StartsWith("__", StringComparison.Ordinal))
            {
                continue;
            }

            text.Append(text.Length > 0 ? " " : "").Append(property.Name).Append('=').Append(property.Value);
        }

        return text.ToString();
    }

    // what a log holds must not steer the terminal: control characters are shown, not sent
    private static string Clean(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', '\u001f') && !text.AsSpan().ContainsAnyInRange('\u007f', '\u009f'))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            _ = character switch
            {
                '\n' => clean.Append('\n'),
                '\r' => clean,
                '\t' => clean.Append("    "),
                < ' ' => clean.Append((char)('\u2400' + character)),
                '\u007f' => clean.Append('\u2421'),
                >= '\u0080' and <= '\u009f' => clean.Append('\ufffd'),
                _ => clean.Append(character),
            };
        }

        return clean.ToString();
    }
}
