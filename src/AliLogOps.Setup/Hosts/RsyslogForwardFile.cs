using System.Globalization;
using System.Text;

namespace AliLogOps.Setup.Hosts;

/// <summary>
/// The snippet for <c>/etc/rsyslog.d</c>: forwards every message to the agent, one line each, in the format the agent's stream input
/// reads: version, tag, time, address, fields, message.
/// Source: Log Service documentation, "Syslog" collection reference.
/// </summary>
public static class RsyslogForwardFile
{
    /// <summary>The words between address and message in the built-in format 0.1.</summary>
    public static IReadOnlyList<string> BuiltInFields { get; } = ["hostname", "pri-text", "protocol-version", "app-name", "procid", "msgid"];

    /// <summary>The file for <paramref name="options"/>.</summary>
    public static HostFile Create(HostFileOptions options)
    {
        StringBuilder text = new();
        text.Append("# Forwards every message to the log collection agent on ").Append(options.Address).Append(':').Append(options.Port).Append(".\n");
        text.Append("# The tag, the second word of the template, must equal the tag of the Logtail config.\n");
        if (options.MaxMessageSizeKiB is int size)
        {
            text.Append("\n# rsyslog cuts lines at 8 KiB otherwise, the words in front of the message included.\n");
            text.Append(CultureInfo.InvariantCulture, $"global(maxMessageSize=\"{size}k\")\n");
        }

        text.Append("\ntemplate(name=\"AliLogOpsFormat\" type=\"list\") {\n");
        AppendConstant(text, Version(options) + " " + options.Tag + " ");
        AppendProperty(text, "timegenerated", "dateFormat=\"unixtimestamp\"");
        AppendConstant(text, " ");
        AppendProperty(text, "fromhost-ip");
        foreach (string name in BuiltInFields)
        {
            AppendConstant(text, " ");
            AppendProperty(text, name);
        }

        foreach (StructuredField field in options.Structured?.Fields ?? [])
        {
            AppendConstant(text, " ");
            AppendProperty(
                text,
                "msg",
                string.Create(CultureInfo.InvariantCulture, $"regex.type=\"ERE\" regex.expression=\"{EscapeConfig(field.Pattern)}\" regex.submatch=\"{field.Submatch}\" regex.nomatchmode=\"BLANK\""));
        }

        AppendConstant(text, " ");
        AppendProperty(text, "msg", "dropLastLf=\"on\"");
        AppendConstant(text, "\\n");
        text.Append("}\n\n");

        // A disk-assisted queue of its own: what cannot be sent now survives an absent agent and a restart. The spool folder is
        // given here, because without one rsyslog silently keeps the queue in memory only.
        text.Append("*.* action(type=\"omfwd\" protocol=\"tcp\" target=\"").Append(options.Address).Append("\" port=\"").Append(options.Port).Append("\"\n");
        text.Append("    template=\"AliLogOpsFormat\"\n");
        text.Append("    queue.type=\"LinkedList\" queue.filename=\"aliLogOpsForward\" queue.spoolDirectory=\"/var/spool/rsyslog\"\n");
        text.Append("    queue.maxDiskSpace=\"").Append(options.QueueDiskSpace).Append("\" queue.saveOnShutdown=\"on\"\n");
        text.Append("    action.resumeRetryCount=\"-1\")\n");
        return new HostFile(HostFileKind.RsyslogForward, HostLayout.RsyslogFile, text.ToString());
    }

    private static string Version(HostFileOptions options) => options.Structured?.Version ?? "0.1";

    private static void AppendConstant(StringBuilder text, string value) =>
        text.Append("    constant(value=\"").Append(value).Append("\")\n");

    private static void AppendProperty(StringBuilder text, string name, string? extra = null)
    {
        text.Append("    property(name=\"").Append(name).Append('"');
        if (extra is not null)
        {
            text.Append(' ').Append(extra);
        }

        text.Append(")\n");
    }

    private static string EscapeConfig(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
