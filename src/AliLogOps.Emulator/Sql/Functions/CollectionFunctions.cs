using AliLogOps.Emulator.Sql.Execution;
using static AliLogOps.Emulator.Sql.SqlType;

namespace AliLogOps.Emulator.Sql.Functions;

/// <summary>Functions on arrays and maps (Log Service documentation, "Array functions", "Map functions").</summary>
internal static class CollectionFunctions
{
    public static IEnumerable<SqlFunction> All =>
    [
        Make.Scalar("cardinality", Bigint, call => call.Return((long)SqlJson.Items(call.Text(0)).Count), Make.AnyArray),
        Make.Scalar("cardinality", Bigint, call => call.Return((long)SqlJson.Entries(call.Text(0)).Count), Make.AnyMap),
        Make.Scalar("contains", SqlType.Boolean, call => call.Return(PositionOf(call) > 0), Make.AnyArray, Make.Any),
        Make.Scalar("array_position", Bigint, call => call.Return(PositionOf(call)), Make.AnyArray, Make.Any),
        Make.Scalar("array_join", Varchar, call => call.Return(Join(call, null)), Make.AnyArray, Varchar),
        Make.Scalar("array_join", Varchar, call => call.Return(Join(call, call.Text(2))), Make.AnyArray, Varchar, Varchar),
        Element("array_max", call => Extreme(call, 1), Make.AnyArray),
        Element("array_min", call => Extreme(call, -1), Make.AnyArray),
        Whole("array_distinct", items => items.Distinct()),
        Whole("array_sort", Sorted),
        Element("element_at", ArrayElement, Make.AnyArray, Bigint),
        Element("element_at", call => MapElement(call, required: false), Make.AnyMap, Varchar),
        Make.Scalar("map_keys", ArrayOf(Varchar), call => call.Return(SqlJson.Array(SqlJson.Entries(call.Text(0)).Select(entry => (object?)entry.Key))), Make.AnyMap),
        Element("map_values", call => call.Return(SqlJson.Array(SqlJson.Entries(call.Text(0)).Select(entry => entry.Value))), Make.AnyMap)
            with { Result = types => ArrayOf(types[0].Element!) },
    ];

    /// <summary><c>array[n]</c>: unlike element_at, a place that is not there is an error.</summary>
    public static readonly SqlFunction ArraySubscript = Element("array_subscript", Subscript, Make.AnyArray, Bigint);

    /// <summary><c>map[key]</c>: unlike element_at, a key that is not there is an error.</summary>
    public static readonly SqlFunction MapSubscript = Element("map_subscript", call => MapElement(call, required: true), Make.AnyMap, Varchar);

    /// <summary><c>array[…]</c>.</summary>
    public static readonly SqlFunction MakeArray = new()
    {
        Name = "array_of",
        Parameters = [Make.Any],
        IsVariadic = true,
        Result = types => ArrayOf(types[0]),
        TakesNull = true,
        Scalar = call =>
        {
            List<object?> items = [];
            for (int i = 0; i < call.Count; i++)
            {
                items.Add(call.Value(i));
            }
            call.Return(SqlJson.Array(items));
        },
    };

    private static SqlFunction Element(string name, SqlScalar body, params SqlParameter[] parameters)
    {
        return new SqlFunction { Name = name, Parameters = parameters, Result = types => types[0].Element!, Scalar = body };
    }

    private static SqlFunction Whole(string name, Func<List<object?>, IEnumerable<object?>> change)
    {
        return new SqlFunction
        {
            Name = name,
            Parameters = [Make.AnyArray],
            Result = types => types[0],
            Scalar = call => call.Return(SqlJson.Array(change(SqlJson.Items(call.Text(0))))),
        };
    }

    private static long PositionOf(SqlCall call)
    {
        object? wanted = call.Value(1);
        return SqlJson.Items(call.Text(0)).FindIndex(item => Compare(item, wanted) == 0) + 1;
    }

    private static string Join(SqlCall call, string? forNull)
    {
        string delimiter = call.Text(1);
        List<object?> items = SqlJson.Items(call.Text(0));
        SqlRun.CheckWork(items.Count, delimiter.Length + (forNull?.Length ?? 0));
        return string.Join(delimiter, items.Select(item => item is null ? forNull : SqlText.Of(item)).Where(text => text is not null));
    }

    private static void Extreme(SqlCall call, int direction)
    {
        List<object?> items = SqlJson.Items(call.Text(0));
        if (items.Count == 0 || items.Contains(null))
        {
            call.ReturnNull();
            return;
        }
        call.ReturnValue(items.Aggregate((best, item) => Compare(item, best) * direction > 0 ? item : best));
    }

    private static IEnumerable<object?> Sorted(List<object?> items)
    {
        return items.Where(item => item is not null).Order(Comparer<object?>.Create(Compare)).Concat(items.Where(item => item is null));
    }

    private static void ArrayElement(SqlCall call)
    {
        List<object?> items = SqlJson.Items(call.Text(0));
        long index = call.Long(1);
        if (index == 0)
        {
            throw new SqlValueException("SQL array indices start at 1");
        }
        long place = index > 0 ? index - 1 : items.Count + index;
        call.ReturnValue(place >= 0 && place < items.Count ? items[(int)place] : null);
    }

    private static void Subscript(SqlCall call)
    {
        List<object?> items = SqlJson.Items(call.Text(0));
        long index = call.Long(1);
        if (index < 1)
        {
            throw new SqlValueException(index == 0 ? "SQL array indices start at 1" : "Array subscript is negative");
        }
        call.ReturnValue(index <= items.Count ? items[(int)index - 1] : throw new SqlValueException("Array subscript out of bounds"));
    }

    private static void MapElement(SqlCall call, bool required)
    {
        string key = call.Text(1);
        foreach ((string name, object? value) in SqlJson.Entries(call.Text(0)))
        {
            if (name == key)
            {
                call.ReturnValue(value);
                return;
            }
        }
        if (required)
        {
            throw new SqlValueException($"Key not present in map: {key}");
        }
        call.ReturnNull();
    }

    /// <summary>Numbers by value, texts by their characters.</summary>
    public static int Compare(object? a, object? b)
    {
        return (a, b) switch
        {
            (null, null) => 0,
            (null, _) => -1,
            (_, null) => 1,
            (string x, string y) => string.CompareOrdinal(x, y),
            (long x, long y) => x.CompareTo(y),
            (bool x, bool y) => x.CompareTo(y),
            (string, _) => 1,
            (_, string) => -1,
            _ => Number(a).CompareTo(Number(b)),
        };
    }

    private static double Number(object value)
    {
        return value switch
        {
            long number => number,
            bool truth => truth ? 1 : 0,
            _ => (double)value,
        };
    }
}
