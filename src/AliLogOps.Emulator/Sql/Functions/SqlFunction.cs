using AliLogOps.Emulator.Sql.Execution;

namespace AliLogOps.Emulator.Sql.Functions;

/// <summary>What a function does with one row.</summary>
internal delegate void SqlScalar(SqlCall call);

/// <summary>What an aggregate keeps of the rows of one group.</summary>
internal abstract class SqlAccumulator
{
    public abstract void Add(SqlCall call);

    /// <summary>long, double, bool, string or null.</summary>
    public abstract object? Result();
}

/// <summary>What a parameter takes.</summary>
/// <param name="Type">Null for any type.</param>
/// <param name="Rule">How the type is meant.</param>
internal readonly record struct SqlParameter(SqlType? Type, SqlParameterRule Rule)
{
    public static implicit operator SqlParameter(SqlType type)
    {
        return new SqlParameter(type, SqlParameterRule.Exact);
    }

    public override string ToString()
    {
        return Rule switch
        {
            SqlParameterRule.Any => "T",
            SqlParameterRule.Time => "timestamp",
            SqlParameterRule.AnyArray => "array(T)",
            SqlParameterRule.AnyMap => "map(varchar, T)",
            SqlParameterRule.JsonText => "json",
            _ => Type!.ToString(),
        };
    }
}

internal enum SqlParameterRule
{
    /// <summary>The type, or what turns into it without a cast.</summary>
    Exact,

    /// <summary>Any type.</summary>
    Any,

    /// <summary>A moment; also a day, or a bigint of epoch seconds, which the service takes for one.</summary>
    Time,

    AnyArray,
    AnyMap,

    /// <summary>A JSON value, or a varchar that holds one.</summary>
    JsonText,
}

/// <summary>One form of a function: what it takes, what it gives, and how it is done.</summary>
internal sealed record SqlFunction
{
    /// <summary>Name in the service, in lower case.</summary>
    public required string Name { get; init; }

    public required IReadOnlyList<SqlParameter> Parameters { get; init; }

    /// <summary>The last parameter may come again and again.</summary>
    public bool IsVariadic { get; init; }

    /// <summary>Type of the result, from the types of the arguments.</summary>
    public required Func<IReadOnlyList<SqlType>, SqlType> Result { get; init; }

    /// <summary>SQLite text of a call, if SQLite can do it alone; else the call is one of a function of ours.</summary>
    public Func<IReadOnlyList<string>, string>? Emit { get; init; }

    /// <summary>Work of a function of ours. Unless <see cref="TakesNull"/>, it is not called with a null: the result is null then.</summary>
    public SqlScalar? Scalar { get; init; }

    /// <summary>Makes what an aggregate of ours keeps. Rows with a null in their first argument are passed over, unless <see cref="TakesNull"/>.</summary>
    public Func<SqlAccumulator>? Accumulator { get; init; }

    public bool TakesNull { get; init; }

    public bool IsAggregate { get; init; }

    /// <summary>SQLite can do it over a window.</summary>
    public bool IsWindow { get; init; }

    /// <summary>It can be called over a window only.</summary>
    public bool NeedsWindow { get; init; }

    /// <summary>Gives the same for the same arguments.</summary>
    public bool IsDeterministic { get; init; } = true;

    public string Signature => $"{Name}({string.Join(", ", Parameters.Select(parameter => parameter.ToString()))}{(IsVariadic ? ", ..." : "")})";
}
