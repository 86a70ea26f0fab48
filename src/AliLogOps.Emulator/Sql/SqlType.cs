namespace AliLogOps.Emulator.Sql;

internal enum SqlKind
{
    /// <summary>The type of null: it fits everywhere.</summary>
    Unknown,

    Boolean,
    Bigint,
    Double,
    Varchar,

    /// <summary>A moment; milliseconds since 1970 in UTC.</summary>
    Timestamp,

    /// <summary>A day; days since 1970.</summary>
    Date,

    /// <summary>A length of time in milliseconds.</summary>
    Interval,

    /// <summary>A JSON value, as its text.</summary>
    Json,

    /// <summary>A JSON array of the elements as they are kept.</summary>
    Array,

    /// <summary>A JSON object of the values as they are kept.</summary>
    Map,
}

/// <summary>The type of an expression, and how SQLite keeps its values (see <see cref="SqlKind"/>; truth values are 0 and 1).</summary>
/// <param name="Element">Type of the elements of an array or of the values of a map.</param>
internal sealed record SqlType(SqlKind Kind, SqlType? Element = null)
{
    public static readonly SqlType Unknown = new(SqlKind.Unknown);
    public static readonly SqlType Boolean = new(SqlKind.Boolean);
    public static readonly SqlType Bigint = new(SqlKind.Bigint);
    public static readonly SqlType Double = new(SqlKind.Double);
    public static readonly SqlType Varchar = new(SqlKind.Varchar);
    public static readonly SqlType Timestamp = new(SqlKind.Timestamp);
    public static readonly SqlType Date = new(SqlKind.Date);
    public static readonly SqlType Interval = new(SqlKind.Interval);
    public static readonly SqlType Json = new(SqlKind.Json);

    public bool IsNumber => Kind is SqlKind.Bigint or SqlKind.Double;

    public static SqlType ArrayOf(SqlType element)
    {
        return new SqlType(SqlKind.Array, element);
    }

    public static SqlType MapOf(SqlType value)
    {
        return new SqlType(SqlKind.Map, value);
    }

    /// <summary>The type of a cast, or null for a name that is none.</summary>
    /// <param name="name">In lower case, parameters in parentheses.</param>
    public static SqlType? Parse(string name)
    {
        int parenthesis = name.IndexOf('(', StringComparison.Ordinal);
        string head = parenthesis < 0 ? name : name[..parenthesis];
        string inner = parenthesis < 0 ? "" : name[(parenthesis + 1)..^1];
        return head switch
        {
            "boolean" => Boolean,
            "bigint" or "integer" or "int" or "smallint" or "tinyint" => Bigint,
            "double" or "double precision" or "real" or "float" => Double,
            "varchar" or "char" => Varchar,
            "timestamp" => Timestamp,
            "date" => Date,
            "json" => Json,
            "array" => Parse(inner) is { } element ? ArrayOf(element) : null,
            "map" when inner.StartsWith("varchar,", StringComparison.Ordinal) => Parse(inner["varchar,".Length..]) is { } value ? MapOf(value) : null,
            _ => null,
        };
    }

    /// <summary>The type both can be given without a cast, or null.</summary>
    public static SqlType? Common(SqlType a, SqlType b)
    {
        if (a == b || b.Kind == SqlKind.Unknown)
        {
            return a;
        }
        if (a.Kind == SqlKind.Unknown)
        {
            return b;
        }
        if (a.IsNumber && b.IsNumber)
        {
            return Double;
        }
        if (a.Kind is SqlKind.Date or SqlKind.Timestamp && b.Kind is SqlKind.Date or SqlKind.Timestamp)
        {
            return Timestamp;
        }
        return a.Kind == b.Kind && a.Element is { Kind: SqlKind.Unknown } ? b
            : a.Kind == b.Kind && b.Element is { Kind: SqlKind.Unknown } ? a
            : null;
    }

    public override string ToString()
    {
        return Kind switch
        {
            SqlKind.Interval => "interval day to second",
            SqlKind.Array => $"array({Element})",
            SqlKind.Map => $"map(varchar, {Element})",
            _ => Kind.ToString().ToLowerInvariant(),
        };
    }
}
