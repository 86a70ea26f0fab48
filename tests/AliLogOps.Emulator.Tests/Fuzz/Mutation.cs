using System.Text;

namespace AliLogOps.Emulator.Tests.Fuzz;

/// <summary>Makes inputs that are almost right: most of what is wrong in the world is nearly right.</summary>
internal static class Mutation
{
    private static readonly byte[][] s_pieces =
    [
        [0], [0xff], [0x7f], [0x80], [0xff, 0xff, 0xff, 0xff, 0x0f], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
        "0"u8.ToArray(), "-1"u8.ToArray(), "2147483648"u8.ToArray(), "9223372036854775808"u8.ToArray(), "1e308"u8.ToArray(), "null"u8.ToArray(),
        "\""u8.ToArray(), "{"u8.ToArray(), "]"u8.ToArray(), ","u8.ToArray(), "%"u8.ToArray(), "%zz"u8.ToArray(), "%00"u8.ToArray(), "\r\n"u8.ToArray(),
        " "u8.ToArray(), "="u8.ToArray(), "&"u8.ToArray(), "/"u8.ToArray(), ":"u8.ToArray(), "*"u8.ToArray(), "\\u0000"u8.ToArray(), "\\ud800"u8.ToArray(),
        "中"u8.ToArray(), [0xc3, 0x28], [0xed, 0xa0, 0x80],
    ];

    /// <summary>A sample with some changes; now and then it is left as it is.</summary>
    public static byte[] Of(Random random, params byte[][] samples)
    {
        List<byte> bytes = [.. samples[random.Next(samples.Length)]];
        for (int changes = random.Next(6); changes > 0; changes--)
        {
            Change(random, bytes, samples);
        }
        return [.. bytes];
    }

    /// <inheritdoc cref="Of(Random, byte[][])"/>
    public static string OfText(Random random, params string[] samples)
    {
        return Encoding.UTF8.GetString(Of(random, [.. samples.Select(Encoding.UTF8.GetBytes)]));
    }

    private static void Change(Random random, List<byte> bytes, byte[][] samples)
    {
        int place = random.Next(bytes.Count + 1);
        int length = Math.Min(bytes.Count - place, random.Next(1, 9));
        switch (random.Next(7))
        {
            case 0 when place < bytes.Count:
                bytes[place] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when place < bytes.Count:
                bytes[place] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(place, length);
                break;
            case 3:
                bytes.InsertRange(place, bytes.GetRange(place, length));
                break;
            case 4:
                bytes.RemoveRange(place, bytes.Count - place);
                break;
            case 5:
                byte[] other = samples[random.Next(samples.Length)];
                int start = random.Next(other.Length + 1);
                bytes.InsertRange(place, other[start..]);
                break;
            default:
                bytes.InsertRange(place, s_pieces[random.Next(s_pieces.Length)]);
                break;
        }
    }
}
