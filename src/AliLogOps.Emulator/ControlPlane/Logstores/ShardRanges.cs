using System.Globalization;
using System.Numerics;
using AliLogOps.Emulator.Http;

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

    /// <summary>Divides a range into parts of one size, in order; a range too small for that many parts cannot be divided.</summary>
    /// <exception cref="SlsException">400 ParameterInvalid: the range is too small.</exception>
    public static List<(string Begin, string End)> Divide(string begin, string end, int parts)
    {
        BigInteger from = Parse(begin);
        BigInteger size = (end == Last ? s_space : Parse(end)) - from;
        if (size < parts)
        {
            throw SlsErrors.ParameterInvalid($"the range of the shard cannot be divided into {parts} parts").ToException();
        }
        List<(string, string)> ranges = [];
        for (int i = 0; i < parts; i++)
        {
            ranges.Add((i == 0 ? begin : Format(from + (size * i / parts)), i == parts - 1 ? end : Format(from + (size * (i + 1) / parts))));
        }
        return ranges;
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
