using AliLogOps.Emulator.Sql.Execution;
using static AliLogOps.Emulator.Sql.SqlType;

namespace AliLogOps.Emulator.Sql.Functions;

/// <summary>Functions on numbers (Log Service documentation, "Mathematical calculation functions").</summary>
internal static class MathFunctions
{
    public static IEnumerable<SqlFunction> All =>
    [
        Make.Scalar("abs", Bigint, call => call.Return(Math.Abs(call.Long(0))), Bigint),
        Make.Scalar("abs", SqlType.Double, call => call.Return(Math.Abs(call.Double(0))), SqlType.Double),
        .. Rounding("ceil", Math.Ceiling),
        .. Rounding("ceiling", Math.Ceiling),
        .. Rounding("floor", Math.Floor),
        .. Rounding("round", number => Math.Round(number, MidpointRounding.AwayFromZero)),
        Make.Scalar("round", Bigint, call => call.Return(call.Long(0)), Bigint, Bigint),
        Make.Scalar("round", SqlType.Double, call => call.Return(Round(call.Double(0), call.Long(1))), SqlType.Double, Bigint),
        Make.Scalar("truncate", SqlType.Double, call => call.Return(Math.Truncate(call.Double(0))), SqlType.Double),
        Make.Scalar("sign", Bigint, call => call.Return((long)Math.Sign(call.Long(0))), Bigint),
        Make.Scalar("sign", SqlType.Double, call => call.Return(double.IsNaN(call.Double(0)) ? double.NaN : Math.Sign(call.Double(0))), SqlType.Double),
        Make.Scalar("mod", Bigint, call => call.Return(Remainder(call.Long(0), call.Long(1))), Bigint, Bigint),
        Make.Scalar("mod", SqlType.Double, call => call.Return(call.Double(0) % call.Double(1)), SqlType.Double, SqlType.Double),
        Two("pow", Math.Pow),
        Two("power", Math.Pow),
        Two("atan2", Math.Atan2),
        Two("log", (number, radix) => Math.Log(number) / Math.Log(radix)),
        One("sqrt", Math.Sqrt),
        One("cbrt", Math.Cbrt),
        One("ln", Math.Log),
        One("log2", Math.Log2),
        One("log10", Math.Log10),
        One("exp", Math.Exp),
        One("sin", Math.Sin),
        One("cos", Math.Cos),
        One("tan", Math.Tan),
        One("asin", Math.Asin),
        One("acos", Math.Acos),
        One("atan", Math.Atan),
        One("degrees", number => number * 180 / Math.PI),
        One("radians", number => number * Math.PI / 180),
        Make.Native("pi", SqlType.Double, _ => "3.141592653589793"),
        Make.Native("e", SqlType.Double, _ => "2.718281828459045"),
        Make.Scalar("rand", SqlType.Double, call => call.Return(Random.Shared.NextDouble())) with { IsDeterministic = false },
        Make.Scalar("random", SqlType.Double, call => call.Return(Random.Shared.NextDouble())) with { IsDeterministic = false },
        Make.Scalar("random", Bigint, call => call.Return(BelowOf(call.Long(0))), Bigint) with { IsDeterministic = false },
        Make.Native("bitwise_and", Bigint, args => $"({args[0]} & {args[1]})", Bigint, Bigint),
        Make.Native("bitwise_or", Bigint, args => $"({args[0]} | {args[1]})", Bigint, Bigint),
        Make.Scalar("bitwise_xor", Bigint, call => call.Return(call.Long(0) ^ call.Long(1)), Bigint, Bigint),
        Make.Native("bitwise_not", Bigint, args => $"(~{args[0]})", Bigint),
    ];

    /// <summary>Division of integers; SQLite would give null where the service gives an error.</summary>
    public static readonly SqlFunction Divide = Make.Scalar("divide", Bigint, call => call.Return(Quotient(call.Long(0), call.Long(1))), Bigint, Bigint);

    public static readonly SqlFunction DivideDouble = Make.Scalar("divide_double", SqlType.Double, call => call.Return(call.Double(0) / call.Double(1)), SqlType.Double, SqlType.Double);

    private static SqlFunction One(string name, Func<double, double> compute)
    {
        return Make.Scalar(name, SqlType.Double, call => call.Return(compute(call.Double(0))), SqlType.Double);
    }

    private static SqlFunction Two(string name, Func<double, double, double> compute)
    {
        return Make.Scalar(name, SqlType.Double, call => call.Return(compute(call.Double(0), call.Double(1))), SqlType.Double, SqlType.Double);
    }

    private static SqlFunction[] Rounding(string name, Func<double, double> compute)
    {
        return
        [
            Make.Scalar(name, Bigint, call => call.Return(call.Long(0)), Bigint),
            One(name, compute),
        ];
    }

    private static double Round(double number, long digits)
    {
        if (!double.IsFinite(number) || digits is < -308 or > 308)
        {
            return number;
        }
        double rounded = digits is >= 0 and <= 15 && Math.Abs(number) < 1e15
            ? Math.Round(number, (int)digits, MidpointRounding.AwayFromZero)
            : Math.Round(number * Math.Pow(10, digits), MidpointRounding.AwayFromZero) / Math.Pow(10, digits);
        return double.IsFinite(rounded) ? rounded : number;
    }

    private static long Quotient(long a, long b)
    {
        CheckDivisor(b);
        return b == -1 ? checked(-a) : a / b;
    }

    private static long Remainder(long a, long b)
    {
        CheckDivisor(b);
        return b == -1 ? 0 : a % b;
    }

    private static void CheckDivisor(long divisor)
    {
        if (divisor == 0)
        {
            throw new SqlValueException("Division by zero");
        }
    }

    private static long BelowOf(long bound)
    {
        return bound > 0 ? Random.Shared.NextInt64(bound) : throw new SqlValueException("bound must be positive");
    }
}
