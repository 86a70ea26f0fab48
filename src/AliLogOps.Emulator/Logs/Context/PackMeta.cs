using System.Globalization;
using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Api;

namespace AliLogOps.Emulator.Logs.Context;

/// <summary>
/// The member <c>__pack_meta__</c> of a row: where the log is. The service writes four parts with bars between them, of
/// which the second is a cursor; here they are a version, the position of the group, its number of logs and the place of
/// the log in it («unconfirmed»: clients hand the text back as it came).
/// </summary>
internal sealed record PackMeta(long GroupId, int LogCount, int Index)
{
    public const string MemberName = "__pack_meta__";

    private const string Version = "0";

    public string Write(LogstoreRecord logstore)
    {
        return string.Create(CultureInfo.InvariantCulture, $"{Version}|{Cursor.Write(logstore, GroupId)}|{LogCount}|{Index}");
    }

    /// <summary>Reads the text; null if it was not given out for this logstore.</summary>
    public static PackMeta? TryRead(LogstoreRecord logstore, string text)
    {
        string[] parts = text.Split('|');
        if (parts.Length != 4 || parts[0] != Version
            || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            || !int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out int index))
        {
            return null;
        }
        try
        {
            return new PackMeta(Cursor.Read(logstore, parts[1], "pack_meta"), count, index);
        }
        catch (SlsException)
        {
            return null;
        }
    }
}
