using static AliLogOps.Emulator.Sql.SqlType;

namespace AliLogOps.Emulator.Sql.Functions;

/// <summary>Functions that need a window (Log Service documentation, "Window functions"); SQLite has them all.</summary>
internal static class WindowFunctions
{
    public static IEnumerable<SqlFunction> All =>
    [
        Of("row_number", _ => Bigint),
        Of("rank", _ => Bigint),
        Of("dense_rank", _ => Bigint),
        Of("percent_rank", _ => SqlType.Double),
        Of("cume_dist", _ => SqlType.Double),
        Of("ntile", _ => Bigint, Bigint),
        Of("lag", Make.TypeOf(0), Make.Any),
        Of("lag", Make.TypeOf(0), Make.Any, Bigint),
        Of("lag", Make.TypeOf(0), Make.Any, Bigint, Make.Any),
        Of("lead", Make.TypeOf(0), Make.Any),
        Of("lead", Make.TypeOf(0), Make.Any, Bigint),
        Of("lead", Make.TypeOf(0), Make.Any, Bigint, Make.Any),
        Of("first_value", Make.TypeOf(0), Make.Any),
        Of("last_value", Make.TypeOf(0), Make.Any),
        Of("nth_value", Make.TypeOf(0), Make.Any, Bigint),
    ];

    private static SqlFunction Of(string name, Func<IReadOnlyList<SqlType>, SqlType> result, params SqlParameter[] parameters)
    {
        return new SqlFunction
        {
            Name = name,
            Parameters = parameters,
            Result = result,
            Emit = args => $"{name}({string.Join(", ", args)})",
            IsWindow = true,
            NeedsWindow = true,
        };
    }
}
