using AliLogOps.Emulator.Sql.Translation;

namespace AliLogOps.Emulator.Sql.Execution;

/// <summary>Works out expressions that name no column, by the same functions and within the same limits as the statement.</summary>
internal static class SqlConstants
{
    /// <summary>The value: long, double, string, or null; null as well if it has none, which the statement will say itself.</summary>
    public static object? Evaluate(TypedSql expression, IReadOnlyCollection<UsedFunction> functions, SqlRun run)
    {
        SqlStatement statement = new($"SELECT {expression.Text}", [new OutputColumn("", expression.Type)], [], functions);
        using SqlSandbox sandbox = new(statement, run);
        try
        {
            return sandbox.Value();
        }
        catch (SqlRefusedException)
        {
            run.Error = null;
            return null;
        }
    }
}
