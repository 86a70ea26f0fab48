using System.Text.RegularExpressions;
using AliLogOps.Emulator.Sql.Execution;
using static AliLogOps.Emulator.Sql.SqlType;

namespace AliLogOps.Emulator.Sql.Functions;

/// <summary>Functions on regular expressions (Log Service documentation, "Regular expression functions").</summary>
internal static class RegexFunctions
{
    private static readonly TimeSpan s_matchLimit = TimeSpan.FromSeconds(5);

    public static IEnumerable<SqlFunction> All =>
    [
        Make.Scalar("regexp_like", SqlType.Boolean, call => call.Return(Compile(call, 1).IsMatch(call.Text(0))), Varchar, Varchar),
        Make.Scalar("regexp_extract", Varchar, call => Extract(call, 0), Varchar, Varchar),
        Make.Scalar("regexp_extract", Varchar, call => Extract(call, call.Long(2)), Varchar, Varchar, Bigint),
        Make.Scalar("regexp_extract_all", ArrayOf(Varchar), call => ExtractAll(call, 0), Varchar, Varchar),
        Make.Scalar("regexp_extract_all", ArrayOf(Varchar), call => ExtractAll(call, call.Long(2)), Varchar, Varchar, Bigint),
        Make.Scalar("regexp_replace", Varchar, call => call.Return(Compile(call, 1).Replace(call.Text(0), "")), Varchar, Varchar),
        Make.Scalar("regexp_replace", Varchar, call => call.Return(Replace(call)), Varchar, Varchar, Varchar),
        Make.Scalar("regexp_split", ArrayOf(Varchar), Split, Varchar, Varchar),
    ];

    /// <summary>The pattern of an argument, made once for the statement. Linear in the text wherever the pattern allows it.</summary>
    private static Regex Compile(SqlCall call, int index)
    {
        string pattern = call.Text(index);
        return call.Run.Once(("regex", pattern), 20_000, () => Create(pattern));
    }

    private static Regex Create(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, s_matchLimit);
        }
        catch (NotSupportedException)
        {
            // look-around and back-references
            return new Regex(pattern, RegexOptions.CultureInvariant, s_matchLimit);
        }
        catch (ArgumentException e)
        {
            throw new SqlValueException($"invalid regular expression '{pattern}': {e.Message}");
        }
    }

    private static void Extract(SqlCall call, long group)
    {
        Regex regex = Compile(call, 1);
        int number = Group(regex, group);
        Match match = regex.Match(call.Text(0));
        call.Return(match.Success && match.Groups[number].Success ? match.Groups[number].Value : null);
    }

    private static void ExtractAll(SqlCall call, long group)
    {
        Regex regex = Compile(call, 1);
        int number = Group(regex, group);
        call.Return(SqlJson.Array(regex.Matches(call.Text(0)).Select(match => match.Groups[number].Success ? match.Groups[number].Value : null)));
    }

    private static int Group(Regex regex, long group)
    {
        int count = regex.GetGroupNumbers().Length - 1;
        if (group < 0)
        {
            throw new SqlValueException("Group cannot be negative");
        }
        return group <= count ? (int)group : throw new SqlValueException($"Pattern has {count} groups. Cannot access group {group}");
    }

    private static string Replace(SqlCall call)
    {
        string text = call.Text(0);
        string replacement = Replacement(call.Text(2));
        // a replacement may hold what was found many times
        SqlRun.CheckWork(text.Length + 1, replacement.Length);
        return Compile(call, 1).Replace(text, replacement);
    }

    /// <summary>The service refers to a named group as <c>${name}</c> and to a numbered one as <c>$1</c>, as here; a backslash takes the next character as it is.</summary>
    private static string Replacement(string text)
    {
        return text.Replace("\\$", "$$", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
    }

    private static void Split(SqlCall call)
    {
        string text = call.Text(0);
        List<object?> parts = [];
        int start = 0;
        foreach (Match match in Compile(call, 1).Matches(text))
        {
            parts.Add(text[start..match.Index]);
            start = match.Index + match.Length;
        }
        parts.Add(text[start..]);
        call.Return(SqlJson.Array(parts));
    }
}
