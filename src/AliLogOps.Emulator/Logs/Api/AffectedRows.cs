using System.Globalization;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Logs.Api;

/// <summary>
/// The answer of UpdateLogs and DeleteLogs: how many logs have really changed. The header is what the documentation names; in the body, the
/// official Python client reads the one member, the API page shows the other.
/// </summary>
internal static class AffectedRows
{
    public static SlsResult Answer(int count)
    {
        return SlsResult.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("affected_rows", count);
            writer.WriteNumber("affectedRows", count);
            writer.WriteEndObject();
        }).With("x-log-affectedrows", count.ToString(CultureInfo.InvariantCulture));
    }
}
