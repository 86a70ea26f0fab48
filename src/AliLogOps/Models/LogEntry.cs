using System.Globalization;
using System.Text;

namespace AliLogOps;

/// <summary>
/// A log. What stands here is common to all logs; the fields of a log are properties of their own, under the log's own names, of a class
/// that is made for each set of names when it is first met and derives from this one.
/// </summary>
public abstract class LogEntry
{
    private const int SourcePlace = 0;
    private const int TopicPlace = 1;
    private const int ProjectPlace = 2;
    private const int LogstorePlace = 3;

    /// <summary>A log.</summary>
    /// <param name="time">Time of the log.</param>
    /// <param name="shard">Shard it was read from; not used where the class has no such property.</param>
    /// <param name="texts">Source, topic, project and logstore, then the values of the fields. The log keeps the array.</param>
    protected LogEntry(DateTimeOffset time, int shard, string?[] texts)
    {
        Time = time;
        Shard = shard;
        Texts = texts;
    }

    /// <summary>Time of the log, in the machine's time zone.</summary>
    public virtual DateTimeOffset Time { get; set; }

    /// <summary>Source of the log, usually the host's address; empty if there is none.</summary>
    public virtual string? Source
    {
        get => Texts[SourcePlace];
        set => Texts[SourcePlace] = value;
    }

    /// <summary>Topic of the log; empty if there is none.</summary>
    public virtual string? Topic
    {
        get => Texts[TopicPlace];
        set => Texts[TopicPlace] = value;
    }

    /// <summary>Project the log is in.</summary>
    public virtual string? ProjectName
    {
        get => Texts[ProjectPlace];
        set => Texts[ProjectPlace] = value;
    }

    /// <summary>Logstore the log is in.</summary>
    public virtual string? LogstoreName
    {
        get => Texts[LogstorePlace];
        set => Texts[LogstorePlace] = value;
    }

    /// <summary>How many texts every log has before those of its fields.</summary>
    internal static int CommonTexts => LogstorePlace + 1;

    /// <summary>Shard the log was read from.</summary>
    protected int Shard { get; set; }

    /// <summary>Source, topic, project and logstore, then the values of the fields.</summary>
    protected string?[] Texts { get; }

    /// <summary>All properties, as PowerShell writes an object of properties within a text.</summary>
    public override string ToString() => Describe(this);

    internal static string Describe(object log)
    {
        var text = new StringBuilder("@{");
        foreach (var property in log.GetType().GetProperties())
        {
            text.Append(text.Length > 2 ? "; " : "").Append(property.Name).Append('=').Append(Convert.ToString(property.GetValue(log), CultureInfo.InvariantCulture));
        }

        return text.Append('}').ToString();
    }
}
