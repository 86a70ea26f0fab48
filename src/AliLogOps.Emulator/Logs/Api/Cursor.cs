using System.Globalization;
using System.Text;
using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Logs.Api;

/// <summary>
/// Cursors: Base64 of a decimal number that grows along the shard. The number is the logstore's create time followed
/// by the position, so that a cursor of a deleted logstore does not fit its successor of the same name.
/// </summary>
internal static class Cursor
{
    private const long Positions = 1_000_000_000;

    public static string Write(LogstoreRecord logstore, long sequence)
    {
        string number = ((logstore.CreateTime * Positions) + sequence).ToString(CultureInfo.InvariantCulture);
        return Convert.ToBase64String(Encoding.ASCII.GetBytes(number));
    }

    /// <summary>The position of a cursor.</summary>
    /// <exception cref="SlsException">400 ParameterInvalid: no cursor, or one of another logstore.</exception>
    public static long Read(LogstoreRecord logstore, string? cursor, string parameter)
    {
        byte[] decoded = new byte[48];
        if (!string.IsNullOrEmpty(cursor) && cursor.Length <= 64
            && Convert.TryFromBase64String(cursor, decoded, out int length)
            && long.TryParse(decoded.AsSpan(0, length), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && number / Positions == logstore.CreateTime)
        {
            return number % Positions;
        }
        throw Invalid(parameter, cursor);
    }

    public static SlsException Invalid(string parameter, string? cursor)
    {
        return SlsErrors.ParameterInvalid(
            $"Parameter {parameter} is not valid: '{cursor}' is no cursor of this shard, get one with type=cursor").ToException();
    }
}
