using System.Text.RegularExpressions;

namespace AliLogOps.Setup.Hosts;

/// <summary>
/// A message format of its own: rsyslog splits the message into fields with a regular expression and sends them as words of the line,
/// the agent names them by the format's version.
/// Source: Log Service documentation, "Syslog" collection reference: versions that begin with 0 or 1 are reserved.
/// </summary>
/// <param name="Version">The version, e.g. <c>2.1</c>; not one that begins with 0 or 1.</param>
/// <param name="Fields">The fields, in the order they are sent. The rest of the line is <c>msg</c>.</param>
public sealed partial record StructuredMessage(string Version, IReadOnlyList<StructuredField> Fields)
{
    /// <summary>
    /// The layout Spring Boot logs with by default: date and time, level, process id, thread, logger, message.
    /// </summary>
    public static StructuredMessage SpringBoot { get; } = new(
        "2.1",
        [
            // rsyslog's expressions are POSIX extended; the submatch counts from 1. A word may not hold a blank, so date and
            // time are two fields.
            new("date", "^ ?([0-9]{4}-[0-9]{2}-[0-9]{2}) ", 1),
            new("time", "^ ?[0-9]{4}-[0-9]{2}-[0-9]{2} ([0-9:.]+) ", 1),
            new("level", "^ ?[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:.]+ +([A-Z]+) ", 1),
            new("process-id", "^ ?[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:.]+ +[A-Z]+ ([0-9]+) --- ", 1),
            new("thread-name", @" --- \[ *([^] ]+)\]", 1),
            new("logger-name", @" --- \[[^]]*\] ([^ ]+) *:", 1),
        ]);

    /// <summary>Checks version and field names.</summary>
    /// <exception cref="ArgumentException">A value breaks a rule.</exception>
    public void Validate()
    {
        if (!VersionPattern().IsMatch(Version))
        {
            throw new ArgumentException($"The format version '{Version}' is not usable; versions are digits, a dot, digits, and those that begin with 0 or 1 are reserved: use 2.1 or later.");
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (StructuredField field in Fields)
        {
            if (!FieldPattern().IsMatch(field.Name) || field.Name is "msg" || field.Name.StartsWith("__", StringComparison.Ordinal))
            {
                throw new ArgumentException($"The field name '{field.Name}' is not usable; use letters, digits, - and _, not msg and nothing that begins with __.");
            }

            if (!seen.Add(field.Name))
            {
                throw new ArgumentException($"The field '{field.Name}' appears twice; each field of a format has its own name.");
            }
        }
    }

    [GeneratedRegex(@"^[2-9][0-9]*\.[0-9]+$")]
    private static partial Regex VersionPattern();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_-]*$")]
    private static partial Regex FieldPattern();
}

/// <summary>A field cut out of the message.</summary>
/// <param name="Name">Its name in the logstore.</param>
/// <param name="Pattern">A POSIX extended regular expression over the message.</param>
/// <param name="Submatch">The group of the expression that is the field, 1 to 9; without a match the field is empty.</param>
public sealed record StructuredField(string Name, string Pattern, int Submatch);
