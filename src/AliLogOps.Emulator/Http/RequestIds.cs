using System.Globalization;

namespace AliLogOps.Emulator.Http;

/// <summary>Request ids in the service's form: 24 upper-case hexadecimal digits, the first eight being the epoch second.</summary>
internal static class RequestIds
{
    public static string New(DateTimeOffset now)
    {
        // no secret, so that the system need not be asked for randomness at every request
        return string.Create(CultureInfo.InvariantCulture, $"{(uint)now.ToUnixTimeSeconds():X8}{Random.Shared.NextInt64(long.MinValue, long.MaxValue):X16}");
    }

    /// <summary>Request ids of ECS and STS: an upper-case GUID.</summary>
    public static string NewGuid()
    {
        return Guid.NewGuid().ToString("D").ToUpperInvariant();
    }
}
