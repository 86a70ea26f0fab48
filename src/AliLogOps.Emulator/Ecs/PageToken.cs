using System.Globalization;
using System.Text;

namespace AliLogOps.Emulator.Ecs;

/// <summary>NextToken of ECS lists: opaque to the caller, an offset inside.</summary>
internal static class PageToken
{
    /// <exception cref="EcsException">400 InvalidParameter.</exception>
    public static int Read(string token)
    {
        if (token.Length == 0)
        {
            return 0;
        }
        Span<byte> bytes = stackalloc byte[16];
        return token.Length <= 20 && Convert.TryFromBase64String(token, bytes, out int length)
            && int.TryParse(Encoding.ASCII.GetString(bytes[..length]), NumberStyles.None, CultureInfo.InvariantCulture, out int offset)
            ? offset
            : throw EcsErrors.InvalidParameter("NextToken", token, "it must be the token of the answer before").ToException();
    }

    /// <summary>Token of the next page; empty on the last.</summary>
    public static string Next(int offset, int count, int total)
    {
        return offset + count < total
            ? Convert.ToBase64String(Encoding.ASCII.GetBytes((offset + count).ToString(CultureInfo.InvariantCulture)))
            : "";
    }
}

/// <summary>Times of ECS answers: UTC with seconds.</summary>
internal static class EcsTime
{
    public static string Format(long epochSeconds)
    {
        return DateTimeOffset.FromUnixTimeSeconds(epochSeconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }
}
