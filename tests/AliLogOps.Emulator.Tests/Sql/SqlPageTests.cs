using System.Text;
using AliLogOps.Emulator.Sql.Functions;

namespace AliLogOps.Emulator.Tests.Sql;

/// <summary>The lists of functions in docs/emulator-sql.md are those of the code.</summary>
public class SqlPageTests
{
    private const string Begin = "<!-- functions: written from the code, see SqlPageTests -->\n";
    private const string End = "<!-- end of functions -->";

    /// <summary>With the variable ALILOG_WRITE_PAGES the page is written instead of compared.</summary>
    [Fact]
    public void The_lists_of_functions_are_current()
    {
        string file = Path.Combine(Root(), "docs", "emulator-sql.md");
        string page = File.ReadAllText(file).ReplaceLineEndings("\n");
        int begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = page.IndexOf(End, StringComparison.Ordinal);
        Assert.True(begin >= Begin.Length && end >= begin, "docs/emulator-sql.md lacks the marks around its lists of functions");
        string current = page[..begin] + Lists() + page[end..];
        if (Environment.GetEnvironmentVariable("ALILOG_WRITE_PAGES") is { Length: > 0 })
        {
            File.WriteAllText(file, current);
            return;
        }
        Assert.True(page == current, "docs/emulator-sql.md is not current: run this test with ALILOG_WRITE_PAGES=1");
    }

    private static string Lists()
    {
        StringBuilder text = new("| on | functions |\n| --- | --- |\n");
        foreach ((string title, IEnumerable<SqlFunction> functions) in FunctionTable.Groups)
        {
            text.Append("| ").Append(title).Append(" | ").Append(Names(functions.Select(function => function.Name).Distinct())).Append(" |\n");
        }
        return text.Append("| not built: 501 | ").Append(Names(FunctionTable.Unbuilt)).Append(" |\n").ToString();
    }

    private static string Names(IEnumerable<string> names)
    {
        return string.Join(", ", names.Order(StringComparer.Ordinal).Select(name => $"`{name}`"));
    }

    private static string Root()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AliLogOps.slnx")))
            {
                return folder.FullName;
            }
        }
        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
