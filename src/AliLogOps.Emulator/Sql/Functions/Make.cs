namespace AliLogOps.Emulator.Sql.Functions;

/// <summary>Short forms for the tables of functions.</summary>
internal static class Make
{
    public static readonly SqlParameter Any = new(null, SqlParameterRule.Any);
    public static readonly SqlParameter Time = new(SqlType.Timestamp, SqlParameterRule.Time);
    public static readonly SqlParameter AnyArray = new(null, SqlParameterRule.AnyArray);
    public static readonly SqlParameter AnyMap = new(null, SqlParameterRule.AnyMap);
    public static readonly SqlParameter JsonText = new(SqlType.Json, SqlParameterRule.JsonText);

    /// <summary>A function of ours.</summary>
    public static SqlFunction Scalar(string name, SqlType result, SqlScalar body, params SqlParameter[] parameters)
    {
        return new SqlFunction { Name = name, Parameters = parameters, Result = _ => result, Scalar = body };
    }

    /// <summary>A function that SQLite does alone.</summary>
    public static SqlFunction Native(string name, SqlType result, Func<IReadOnlyList<string>, string> emit, params SqlParameter[] parameters)
    {
        return new SqlFunction { Name = name, Parameters = parameters, Result = _ => result, Emit = emit };
    }

    /// <summary>An aggregate of ours.</summary>
    public static SqlFunction Aggregate(string name, SqlType result, Func<SqlAccumulator> accumulator, params SqlParameter[] parameters)
    {
        return new SqlFunction { Name = name, Parameters = parameters, Result = _ => result, Accumulator = accumulator, IsAggregate = true };
    }

    /// <summary>An aggregate that SQLite does alone.</summary>
    public static SqlFunction NativeAggregate(string name, Func<IReadOnlyList<SqlType>, SqlType> result, Func<IReadOnlyList<string>, string> emit, params SqlParameter[] parameters)
    {
        return new SqlFunction { Name = name, Parameters = parameters, Result = result, Emit = emit, IsAggregate = true, IsWindow = true };
    }

    /// <summary>The common type of all arguments, from the given one on.</summary>
    public static Func<IReadOnlyList<SqlType>, SqlType> TypeOf(int index)
    {
        return types => types[index];
    }
}
