using System.Text;
using AliLogOps.Emulator.Sql.Execution;

namespace AliLogOps.Emulator.Sql.Functions;

/// <summary>The operator like: <c>%</c> is any run, <c>_</c> any one character, letter case counts.</summary>
internal static class LikeFunction
{
    private const int AnyRun = -1;
    private const int AnyOne = -2;

    public static readonly SqlFunction Plain = Make.Scalar(
        "like", SqlType.Boolean, call => call.Return(Matches(call.Text(0), Pattern(call, null))), SqlType.Varchar, SqlType.Varchar);

    public static readonly SqlFunction WithEscape = Make.Scalar(
        "like_escape", SqlType.Boolean, call => call.Return(Matches(call.Text(0), Pattern(call, call.Text(2)))), SqlType.Varchar, SqlType.Varchar, SqlType.Varchar);

    private static int[] Pattern(SqlCall call, string? escape)
    {
        string text = call.Text(1);
        return call.Run.Once(("like", text, escape), 200 + (text.Length * 4), () => Read(text, escape));
    }

    private static int[] Read(string text, string? escape)
    {
        if (escape is not null && CodePoints.Count(escape) != 1)
        {
            throw new SqlValueException("Escape string must be a single character");
        }
        List<int> parts = [];
        bool literal = false;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (!literal && escape is not null && rune.ToString() == escape)
            {
                literal = true;
                continue;
            }
            if (literal && rune.Value is not ('%' or '_') && rune.ToString() != escape)
            {
                throw new SqlValueException("Escape character must be followed by '%', '_' or the escape character itself");
            }
            parts.Add(!literal && rune.Value == '%' ? AnyRun : !literal && rune.Value == '_' ? AnyOne : rune.Value);
            literal = false;
        }
        return literal ? throw new SqlValueException("Escape character must be followed by '%', '_' or the escape character itself") : [.. parts];
    }

    /// <summary>Goes back to the last run only, which is enough and keeps the time in bounds.</summary>
    private static bool Matches(string text, int[] pattern)
    {
        int part = 0;
        int position = 0;
        int runPart = -1;
        int runPosition = 0;
        while (position < text.Length)
        {
            Rune.DecodeFromUtf16(text.AsSpan(position), out Rune rune, out int length);
            if (part < pattern.Length && pattern[part] == AnyRun)
            {
                runPart = ++part;
                runPosition = position;
            }
            else if (part < pattern.Length && (pattern[part] == AnyOne || pattern[part] == rune.Value))
            {
                part++;
                position += length;
            }
            else if (runPart >= 0)
            {
                Rune.DecodeFromUtf16(text.AsSpan(runPosition), out _, out length);
                runPosition += length;
                position = runPosition;
                part = runPart;
            }
            else
            {
                return false;
            }
        }
        while (part < pattern.Length && pattern[part] == AnyRun)
        {
            part++;
        }
        return part == pattern.Length;
    }
}
