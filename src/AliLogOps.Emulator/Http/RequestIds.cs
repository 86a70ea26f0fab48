using System.Globalization;
using System.Security.Cryptography;

namespace AliLogOps.Emulator.Http;

/// <summary>Request ids in the service's form: 24 upper-case hexadecimal digits, the first eight being the epoch second.</summary>
internal static class RequestIds
{
    public static string New(DateTimeOffset now)
    {
        Span<byte> random = stackalloc byte[8];
        RandomNumberGenerator.Fill(random);
        return string.Create(CultureInfo.InvariantCulture, $"{(uint)now.ToUnixTimeSeconds():X8}{Convert.ToHexString(random)}");
    }

    /// <summary>Request ids of ECS and STS: an upper-case GUID.</summary>
    public static string NewGuid()
    {
        return Guid.NewGuid().ToString("D").ToUpperInvariant();
    }
}
