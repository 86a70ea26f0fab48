using System.Globalization;
using AliLogOps.Emulator.Sql.Functions;

namespace AliLogOps.Emulator.Tests.Fuzz;

/// <summary>Makes statements that follow the grammar, whether or not they mean anything.</summary>
/// <param name="project">Statements over a project: they name its logstore and limit it by time, mostly.</param>
internal sealed class RandomSql(Random random, bool project = false)
{
    private static readonly string[] s_limits =
    [
        "__time__ >= 1700000000", "__time__ < to_unixtime(now())", "__time__ between 1700000060 and 1700000180", "__date__ >= '2023-11-15 06:14'", "__time__ in (1700000000, 1700000060)",
        "__time__ > -1.5e300", "1700000000 + 60 <= __time__", "__time__ = 1700000060 / 0", "__date__ = ''", "__time__ > cast('x' as bigint)", "__time__ > 9223372036854775807",
    ];


    private static readonly string[] s_columns =
    [
        "status", "latency", "method", "url", "path", "\"app-name\"", "body", "who", "\"body.user.id\"", "__time__", "__topic__", "__source__", "\"__tag__:host\"",
        "a.status", "b.method", "c", "t", "hidden", "nope",
    ];

    private static readonly string[] s_literals =
    [
        "0", "1", "-1", "200", "9223372036854775807", "1.5", "1e300", "''", "'GET'", "'%'", "'a_b'", "'$.user.id'", "'(\\w+)'", "'day'", "'%Y-%m-%d'", "'it''s'",
        "null", "true", "false", "timestamp '2023-11-15 06:13:20'", "date '2023-11-15'", "interval '1' hour", "array[1, 2]", "array['a']", "'2023-11-15 06:13:20'",
        "'{\"a\":[1,2]}'", "'http://h:1/p?q=1'", "'10.0.0.0/8'",
    ];

    private static readonly string[] s_types = ["bigint", "double", "varchar", "varchar(3)", "boolean", "timestamp", "date", "json", "array(varchar)", "map(varchar, bigint)", "geometry"];

    private static readonly string[] s_functions =
    [
        .. FunctionTable.Names, "if", "coalesce", "nullif", "greatest", "least", "time_series", "ip_to_city", "load_extension", "readfile", "sqlite_version", "json_each",
    ];

    public string Statement()
    {
        string with = random.Next(8) == 0 ? $"with w as ({Query(2)}) " : "";
        return with + Query(3);
    }

    private string Query(int depth)
    {
        string select = Select(depth);
        if (depth > 0 && random.Next(10) == 0)
        {
            select += Pick(" union ", " union all ", " except ", " intersect ") + Select(depth - 1);
        }
        if (random.Next(3) == 0)
        {
            select += " order by " + Some(() => (random.Next(2) == 0 ? random.Next(1, 3).ToString(CultureInfo.InvariantCulture) : Expression(1)) + Pick("", " desc", " asc nulls first"));
        }
        return select + Pick("", "", " limit 3", " limit 1, 2");
    }

    private string Select(int depth)
    {
        string text = "select " + Pick("", "", "distinct ") + Some(() => random.Next(12) == 0 ? "*" : Expression(depth) + Pick("", " as c", " as t", " t"));
        if (project)
        {
            (string relation, string limit) = ProjectRelation(depth);
            text += $" from {relation}";
            text += random.Next(3) == 0 ? $" where {limit} and {Expression(depth)}" : limit.Length > 0 ? " where " + limit : "";
        }
        else
        {
            text += random.Next(2) == 0 ? " from " + Relation(depth) : "";
            text += random.Next(3) == 0 ? " where " + Expression(depth) : "";
        }
        text += random.Next(3) == 0 ? " group by " + Some(() => Pick("1", "2", "c", "t", "status", "method", Expression(1))) : "";
        return text + (random.Next(8) == 0 ? " having " + Expression(depth) : "");
    }

    private string Relation(int depth)
    {
        return random.Next(depth > 0 ? 7 : 3) switch
        {
            0 => "log",
            1 => "log a",
            2 => Pick("w", "\"store-1\"", "other", "sqlite_master", "log as b"),
            3 => $"({Query(depth - 1)}) {Pick("a", "b", "")}",
            4 => $"log a {Pick("join", "left join", "right join", "full join")} log b on {Expression(1)}",
            5 => $"log a join log b using ({Pick("status", "method", "nope")})",
            _ => $"log a cross join unnest({Expression(1)}) as u(x)",
        };
    }

    private (string Relation, string Limit) ProjectRelation(int depth)
    {
        string Limit(string alias) => Pick(s_limits).Replace("__time__", alias + "__time__", StringComparison.Ordinal).Replace("__date__", alias + "__date__", StringComparison.Ordinal);
        return random.Next(depth > 0 ? 7 : 3) switch
        {
            0 => ("store-1", Limit("")),
            1 => (Pick("store-1 a", "\"store-1\" as a"), Limit("a.")),
            2 => (Pick("w", "log", "log0", "sqlite_master", "store-1.log0", "\"store-1 \"", "store-1b"), Limit("")),
            3 => ($"({Query(depth - 1)}) {Pick("a", "b", "")}", "1 = 1"),
            4 => ($"store-1 a {Pick("join", "left join", "right join", "full join")} store-1 b on {Pick("a.__time__ = b.__time__", Limit("b."), Expression(1))}", Limit(Pick("a.", "b."))),
            5 => ($"store-1 a join store-1 b using ({Pick("__time__", "__date__", "method", "nope")})", $"{Limit("a.")} {Pick("and", "or")} {Limit("b.")}"),
            _ => ($"store-1 a, store-1 b cross join unnest({Expression(1)}) as u(x)", $"{Limit("a.")} and {Limit("b.")}"),
        };
    }

    private string Expression(int depth)
    {
        if (depth == 0)
        {
            return random.Next(2) == 0 ? Pick(s_columns) : Pick(s_literals);
        }
        string Inner() => Expression(depth - 1);
        return random.Next(16) switch
        {
            0 => Pick(s_columns),
            1 => Pick(s_literals),
            2 => $"{Inner()} {Pick("+", "-", "*", "/", "%", "||")} {Inner()}",
            3 => $"{Inner()} {Pick("=", "<>", "<", "<=", ">", ">=", "and", "or", "is distinct from")} {Inner()}",
            4 => $"({Inner()})",
            5 => $"not {Inner()}",
            6 => $"{Inner()} {Pick("is null", "is not null", "between 1 and 500", "in ('GET', 'POST')", "not in (200)", "like '%a%'", "like 'x' escape '!'")}",
            7 => $"case {Pick("", "method")} when {Inner()} then {Inner()} else {Inner()} end",
            8 => $"{Pick("cast", "try_cast")}({Inner()} as {Pick(s_types)})",
            9 => $"try({Inner()})",
            10 => Pick("count(*)", "count(*) over (partition by method order by status)", "row_number() over (order by __time__)", "sum(status) filter (where status > 1)", "count(distinct method)"),
            11 => $"{Inner()}[{Inner()}]",
            12 => $"({Query(depth - 1)})",
            _ => $"{Pick(s_functions)}({(random.Next(10) == 0 ? "" : Some(Inner))})",
        };
    }

    private string Some(Func<string> part)
    {
        return string.Join(", ", Enumerable.Range(0, random.Next(1, 4)).Select(_ => part()));
    }

    private string Pick(params string[] choices)
    {
        return choices[random.Next(choices.Length)];
    }
}
