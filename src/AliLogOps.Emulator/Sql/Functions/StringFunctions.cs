using System.Text;
using AliLogOps.Emulator.Sql.Execution;
using static AliLogOps.Emulator.Sql.SqlType;

namespace AliLogOps.Emulator.Sql.Functions;

/// <summary>Functions on texts (Log Service documentation, "String functions").</summary>
internal static class StringFunctions
{
    public static IEnumerable<SqlFunction> All =>
    [
        Make.Native("concat", Varchar, args => "(" + string.Join(" || ", args) + ")", Varchar, Varchar) with { IsVariadic = true },
        Make.Native("length", Bigint, args => $"length({args[0]})", Varchar),
        Make.Scalar("lower", Varchar, call => call.Return(call.Text(0).ToLowerInvariant()), Varchar),
        Make.Scalar("upper", Varchar, call => call.Return(call.Text(0).ToUpperInvariant()), Varchar),
        Make.Scalar("trim", Varchar, call => call.Return(call.Text(0).Trim()), Varchar),
        Make.Scalar("ltrim", Varchar, call => call.Return(call.Text(0).TrimStart()), Varchar),
        Make.Scalar("rtrim", Varchar, call => call.Return(call.Text(0).TrimEnd()), Varchar),
        Make.Scalar("lpad", Varchar, call => call.Return(Pad(call, left: true)), Varchar, Bigint, Varchar),
        Make.Scalar("rpad", Varchar, call => call.Return(Pad(call, left: false)), Varchar, Bigint, Varchar),
        Make.Scalar("replace", Varchar, call => call.Return(Replace(call, "")), Varchar, Varchar),
        Make.Scalar("replace", Varchar, call => call.Return(Replace(call, call.Text(2))), Varchar, Varchar, Varchar),
        Make.Scalar("reverse", Varchar, call => call.Return(CodePoints.Reverse(call.Text(0))), Varchar),
        Make.Scalar("split", ArrayOf(Varchar), call => call.Return(SqlJson.Array(Split(call, int.MaxValue))), Varchar, Varchar),
        Make.Scalar("split", ArrayOf(Varchar), call => call.Return(SqlJson.Array(Split(call, call.Long(2)))), Varchar, Varchar, Bigint),
        Make.Scalar("split_part", Varchar, SplitPart, Varchar, Varchar, Bigint),
        Make.Scalar("split_to_map", MapOf(Varchar), SplitToMap, Varchar, Varchar, Varchar),
        Make.Scalar("strpos", Bigint, call => call.Return(Position(call)), Varchar, Varchar),
        Make.Scalar("substr", Varchar, call => call.Return(CodePoints.Substring(call.Text(0), call.Long(1), long.MaxValue)), Varchar, Bigint),
        Make.Scalar("substr", Varchar, call => call.Return(CodePoints.Substring(call.Text(0), call.Long(1), call.Long(2))), Varchar, Bigint, Bigint),
        Make.Scalar("substring", Varchar, call => call.Return(CodePoints.Substring(call.Text(0), call.Long(1), long.MaxValue)), Varchar, Bigint),
        Make.Scalar("substring", Varchar, call => call.Return(CodePoints.Substring(call.Text(0), call.Long(1), call.Long(2))), Varchar, Bigint, Bigint),
        Make.Scalar("starts_with", SqlType.Boolean, call => call.Return(call.Text(0).StartsWith(call.Text(1), StringComparison.Ordinal)), Varchar, Varchar),
        Make.Scalar("ends_with", SqlType.Boolean, call => call.Return(call.Text(0).EndsWith(call.Text(1), StringComparison.Ordinal)), Varchar, Varchar),
        Make.Scalar("chr", Varchar, call => call.Return(Character(call.Long(0))), Bigint),
        Make.Scalar("codepoint", Bigint, CodePoint, Varchar),
        Make.Scalar("to_base", Varchar, call => call.Return(ToBase(call.Long(0), call.Long(1))), Bigint, Bigint),
        Make.Scalar("from_base", Bigint, call => call.Return(FromBase(call.Text(0), call.Long(1))), Varchar, Bigint),
        Make.Scalar("levenshtein_distance", Bigint, call => call.Return(Distance(call.Text(0), call.Text(1))), Varchar, Varchar),
    ];

    private static string Replace(SqlCall call, string replacement)
    {
        string text = call.Text(0);
        string search = call.Text(1);
        SqlRun.CheckWork(text.Length / Math.Max(1, search.Length), replacement.Length);
        return search.Length == 0 ? text : text.Replace(search, replacement, StringComparison.Ordinal);
    }

    private static string Pad(SqlCall call, bool left)
    {
        string text = call.Text(0);
        long length = call.Long(1);
        string fill = call.Text(2);
        if (length is < 0 or > SqlRun.MaxValueLength)
        {
            throw new SqlValueException($"Target length must be in the range [0..{SqlRun.MaxValueLength}]");
        }
        if (fill.Length == 0)
        {
            throw new SqlValueException("Padding string must not be empty");
        }
        int count = CodePoints.Count(text);
        if (count >= length)
        {
            return CodePoints.Substring(text, 1, length);
        }
        StringBuilder padding = new();
        int missing = (int)length - count;
        int fillCount = CodePoints.Count(fill);
        for (int i = 0; i < missing / fillCount; i++)
        {
            padding.Append(fill);
        }
        padding.Append(CodePoints.Substring(fill, 1, missing % fillCount));
        return left ? padding + text : text + padding;
    }

    private static string[] Split(SqlCall call, long limit)
    {
        string delimiter = Delimiter(call);
        return limit > 0
            ? call.Text(0).Split(delimiter, (int)Math.Min(limit, int.MaxValue), StringSplitOptions.None)
            : throw new SqlValueException("Limit must be positive");
    }

    private static void SplitPart(SqlCall call)
    {
        string text = call.Text(0);
        string delimiter = Delimiter(call);
        long index = call.Long(2);
        if (index < 1)
        {
            throw new SqlValueException("Index must be greater than zero");
        }
        int start = 0;
        for (; index > 1; index--)
        {
            int found = text.IndexOf(delimiter, start, StringComparison.Ordinal);
            if (found < 0)
            {
                call.ReturnNull();
                return;
            }
            start = found + delimiter.Length;
        }
        int end = text.IndexOf(delimiter, start, StringComparison.Ordinal);
        call.Return(end < 0 ? text[start..] : text[start..end]);
    }

    private static void SplitToMap(SqlCall call)
    {
        string pairs = Delimiter(call);
        string delimiter = call.Text(2);
        if (delimiter.Length == 0)
        {
            throw new SqlValueException("keyValueDelimiter is empty");
        }
        List<KeyValuePair<string, object?>> entries = [];
        HashSet<string> keys = new(StringComparer.Ordinal);
        foreach (string pair in call.Text(0).Split(pairs))
        {
            string[] parts = pair.Split(delimiter);
            if (parts.Length != 2)
            {
                throw new SqlValueException($"Key-value delimiter must appear exactly once in each entry. Bad input: '{pair}'");
            }
            entries.Add(keys.Add(parts[0]) ? new(parts[0], parts[1]) : throw new SqlValueException($"Duplicate keys ({parts[0]}) are not allowed"));
        }
        call.Return(SqlJson.Map(entries));
    }

    private static string Delimiter(SqlCall call)
    {
        string delimiter = call.Text(1);
        return delimiter.Length > 0 ? delimiter : throw new SqlValueException("The delimiter may not be the empty string");
    }

    private static long Position(SqlCall call)
    {
        string text = call.Text(0);
        int index = text.IndexOf(call.Text(1), StringComparison.Ordinal);
        return index < 0 ? 0 : CodePoints.Count(text[..index]) + 1;
    }

    private static string Character(long number)
    {
        return number is >= 0 and <= 0x10FFFF && Rune.TryCreate((int)number, out Rune rune)
            ? rune.ToString()
            : throw new SqlValueException($"Not a valid Unicode code point: {number}");
    }

    private static void CodePoint(SqlCall call)
    {
        string text = call.Text(0);
        if (CodePoints.Count(text) != 1 || Rune.DecodeFromUtf16(text, out Rune rune, out _) != System.Buffers.OperationStatus.Done)
        {
            throw new SqlValueException($"codepoint takes a text of one character, not '{text}'");
        }
        call.Return((long)rune.Value);
    }

    private static string ToBase(long number, long radix)
    {
        const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";
        CheckRadix(radix);
        if (number == 0)
        {
            return "0";
        }
        StringBuilder text = new();
        for (Int128 rest = Int128.Abs(number); rest > 0; rest /= radix)
        {
            text.Insert(0, Digits[(int)(rest % radix)]);
        }
        return number < 0 ? "-" + text : text.ToString();
    }

    private static long FromBase(string text, long radix)
    {
        CheckRadix(radix);
        bool negative = text.StartsWith('-');
        Int128 number = 0;
        foreach (char c in negative ? text[1..] : text)
        {
            int digit = char.IsAsciiDigit(c) ? c - '0' : char.IsAsciiLetter(c) ? char.ToLowerInvariant(c) - 'a' + 10 : int.MaxValue;
            number = digit < radix ? (number * radix) + digit : -1;
            if (number < 0 || number > long.MaxValue)
            {
                throw new SqlValueException($"Not a valid base-{radix} number: {text}");
            }
        }
        return text.Length > (negative ? 1 : 0) ? (long)(negative ? -number : number) : throw new SqlValueException($"Not a valid base-{radix} number: {text}");
    }

    private static void CheckRadix(long radix)
    {
        if (radix is < 2 or > 36)
        {
            throw new SqlValueException("Radix must be between 2 and 36");
        }
    }

    private static long Distance(string a, string b)
    {
        if ((long)a.Length * b.Length > 1_000_000)
        {
            throw new SqlValueException("The combined inputs for Levenshtein distance are too large");
        }
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
