using System.Globalization;
using System.Numerics;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>Ranges of the MD5 key space: 32 hexadecimal digits, from all 0 to all f.</summary>
internal static class ShardRanges
{
    public const string First = "00000000000000000000000000000000";
    public const string Last = "ffffffffffffffffffffffffffffffff";

    private static readonly BigInteger s_space = BigInteger.One << 128;

    /// <summary>New readwrite shards 0 … count-1 that divide the space evenly.</summary>
    public static List<ShardRecord> DivideEvenly(int count, long createTime)
    {
        List<ShardRecord> shards = [];
        for (int i = 0; i < count; i++)
        {
            shards.Add(new ShardRecord(i, true, Boundary(i, count), i == count - 1 ? Last : Boundary(i + 1, count), createTime));
        }
        return shards;
    }

    /// <summary>The key in the middle of a range.</summary>
    public static string Middle(string begin, string end)
    {
        return Format((Parse(begin) + (end == Last ? s_space : Parse(end))) / 2);
    }

    /// <summary>True for 32 lower- or upper-case hexadecimal digits.</summary>
    public static bool IsKey(string text)
    {
        return text.Length == 32 && text.All(char.IsAsciiHexDigit);
    }

    private static string Boundary(int i, int count)
    {
        return Format(s_space * i / count);
    }

    private static string Format(BigInteger key)
    {
        string text = key.ToString("x32", CultureInfo.InvariantCulture);
        // a leading zero digit marks a positive number whose first bit is set
        return text.Length > 32 ? text[^32..] : text;
    }

    private static BigInteger Parse(string key)
    {
        return BigInteger.Parse("0" + key, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
