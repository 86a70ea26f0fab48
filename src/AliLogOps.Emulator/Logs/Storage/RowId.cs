using System.Globalization;

namespace AliLogOps.Emulator.Logs.Storage;

/// <summary>
/// Names a log of a logstore whose logs may be changed, from its arrival to its end. The service's form, three parts with bars between
/// them, is opaque to clients (Log Service documentation, "Modify and delete log data"); here they are a version, the key of the log
/// group and the place of the log in it, none of which ever changes.
/// </summary>
/// <param name="Index">Place of the log in its group, from 0.</param>
internal readonly record struct RowId(long GroupId, int Index)
{
    /// <summary>The reserved name under which a search gives it.</summary>
    public const string MemberName = "__rowid__";

    private const string Version = "0";

    public override string ToString()
    {
        return string.Create(CultureInfo.InvariantCulture, $"{Version}|{GroupId}|{Index}");
    }

    /// <summary>Reads the text; null if it is none that was given out.</summary>
    public static RowId? TryRead(string text)
    {
        string[] parts = text.Split('|');
        return parts.Length == 3
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long groupId)
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && new RowId(groupId, index) is var id && id.ToString() == text
            ? id
            : null;
    }
}
