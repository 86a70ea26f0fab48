using AliLogOps.Emulator.Sql.Execution;
using static AliLogOps.Emulator.Sql.SqlType;

namespace AliLogOps.Emulator.Sql.Functions;

/// <summary>Aggregates (Log Service documentation, "General aggregate functions", "Estimating functions"). Estimates are exact here.</summary>
internal static class AggregateFunctions
{
    public static IEnumerable<SqlFunction> All =>
    [
        Make.NativeAggregate("count", _ => Bigint, args => $"count({args[0]})", Make.Any),
        Make.NativeAggregate("count_if", _ => Bigint, args => $"count(CASE WHEN {args[0]} THEN 1 END)", SqlType.Boolean),
        Make.NativeAggregate("sum", _ => Bigint, args => $"sum({args[0]})", Bigint),
        Make.NativeAggregate("sum", _ => SqlType.Double, args => $"sum({args[0]})", SqlType.Double),
        Make.NativeAggregate("avg", _ => SqlType.Double, args => $"avg({args[0]})", SqlType.Double),
        Make.NativeAggregate("min", Make.TypeOf(0), args => $"min({args[0]})", Make.Any),
        Make.NativeAggregate("max", Make.TypeOf(0), args => $"max({args[0]})", Make.Any),
        Make.NativeAggregate("arbitrary", Make.TypeOf(0), args => $"min({args[0]})", Make.Any),
        Make.NativeAggregate("any_value", Make.TypeOf(0), args => $"min({args[0]})", Make.Any),
        Make.NativeAggregate("bool_and", _ => SqlType.Boolean, args => $"min({args[0]})", SqlType.Boolean),
        Make.NativeAggregate("every", _ => SqlType.Boolean, args => $"min({args[0]})", SqlType.Boolean),
        Make.NativeAggregate("bool_or", _ => SqlType.Boolean, args => $"max({args[0]})", SqlType.Boolean),
        Make.NativeAggregate("approx_distinct", _ => Bigint, args => $"count(DISTINCT {args[0]})", Make.Any) with { IsWindow = false },
        Make.NativeAggregate("approx_distinct", _ => Bigint, args => $"count(DISTINCT {args[0]})", Make.Any, SqlType.Double) with { IsWindow = false },
        Make.Aggregate("approx_percentile", Bigint, () => new PercentileAccumulator(asInteger: true), Bigint, SqlType.Double),
        Make.Aggregate("approx_percentile", SqlType.Double, () => new PercentileAccumulator(asInteger: false), SqlType.Double, SqlType.Double),
        Make.Aggregate("approx_percentile", ArrayOf(Bigint), () => new PercentileAccumulator(asInteger: true), Bigint, ArrayOf(SqlType.Double)),
        Make.Aggregate("approx_percentile", ArrayOf(SqlType.Double), () => new PercentileAccumulator(asInteger: false), SqlType.Double, ArrayOf(SqlType.Double)),
        By("max_by", 1),
        By("min_by", -1),
        Moments("stddev", moments => moments.Deviation(sample: true)),
        Moments("stddev_samp", moments => moments.Deviation(sample: true)),
        Moments("stddev_pop", moments => moments.Deviation(sample: false)),
        Moments("variance", moments => moments.Variance(sample: true)),
        Moments("var_samp", moments => moments.Variance(sample: true)),
        Moments("var_pop", moments => moments.Variance(sample: false)),
        Moments("geometric_mean", moments => moments.GeometricMean()),
        Make.Aggregate("corr", SqlType.Double, () => new PairAccumulator(pairs => pairs.Correlation()), SqlType.Double, SqlType.Double),
        Make.Aggregate("covar_pop", SqlType.Double, () => new PairAccumulator(pairs => pairs.Covariance(sample: false)), SqlType.Double, SqlType.Double),
        Make.Aggregate("covar_samp", SqlType.Double, () => new PairAccumulator(pairs => pairs.Covariance(sample: true)), SqlType.Double, SqlType.Double),
        Make.Aggregate("bitwise_and_agg", Bigint, () => new BitAccumulator((a, b) => a & b), Bigint),
        Make.Aggregate("bitwise_or_agg", Bigint, () => new BitAccumulator((a, b) => a | b), Bigint),
        new SqlFunction
        {
            Name = "array_agg",
            Parameters = [Make.Any],
            Result = types => ArrayOf(types[0]),
            Accumulator = () => new ListAccumulator(),
            IsAggregate = true,
            TakesNull = true,
        },
        new SqlFunction
        {
            Name = "map_agg",
            Parameters = [Varchar, Make.Any],
            Result = types => MapOf(types[1]),
            Accumulator = () => new MapAccumulator(),
            IsAggregate = true,
        },
        Make.Aggregate("histogram", MapOf(Bigint), () => new CountAccumulator(), Varchar),
    ];

    private static SqlFunction By(string name, int direction)
    {
        return new SqlFunction
        {
            Name = name,
            Parameters = [Make.Any, Make.Any],
            Result = types => types[0],
            Accumulator = () => new ExtremeAccumulator(direction),
            IsAggregate = true,
            TakesNull = true,
        };
    }

    private static SqlFunction Moments(string name, Func<MomentAccumulator, double?> result)
    {
        return Make.Aggregate(name, SqlType.Double, () => new MomentAccumulator(result), SqlType.Double);
    }

    /// <summary>The value at a percentile, or at several: the smallest one that so much of all values is not above.</summary>
    private sealed class PercentileAccumulator(bool asInteger) : SqlAccumulator
    {
        private readonly List<double> _values = [];
        private object? _percentile;

        public override void Add(SqlCall call)
        {
            call.Run.Hold(sizeof(double));
            _values.Add(call.Double(0));
            _percentile ??= call.Value(1);
        }

        public override object? Result()
        {
            if (_values.Count == 0)
            {
                return null;
            }
            _values.Sort();
            return _percentile is string list
                ? SqlJson.Array(SqlJson.Items(list).Select(item => At(Convert.ToDouble(item, System.Globalization.CultureInfo.InvariantCulture))))
                : At(Convert.ToDouble(_percentile, System.Globalization.CultureInfo.InvariantCulture));
        }

        private object At(double percentile)
        {
            if (percentile is not (>= 0 and <= 1))
            {
                throw new SqlValueException("Percentile must be between 0 and 1");
            }
            double value = _values[Math.Clamp((int)Math.Ceiling(percentile * _values.Count) - 1, 0, _values.Count - 1)];
            return asInteger ? (object)(long)value : value;
        }
    }

    /// <summary>The first argument of the row with the greatest (or least) second one.</summary>
    private sealed class ExtremeAccumulator(int direction) : SqlAccumulator
    {
        private object? _value;
        private object? _key;

        public override void Add(SqlCall call)
        {
            object? key = call.Value(1);
            if (key is not null && (_key is null || CollectionFunctions.Compare(key, _key) * direction > 0))
            {
                _key = key;
                _value = call.Value(0);
            }
        }

        public override object? Result()
        {
            return _value;
        }
    }

    private sealed class MomentAccumulator(Func<MomentAccumulator, double?> result) : SqlAccumulator
    {
        private long _count;
        private double _mean;
        private double _squares;
        private double _logarithms;

        public override void Add(SqlCall call)
        {
            double value = call.Double(0);
            _count++;
            double delta = value - _mean;
            _mean += delta / _count;
            _squares += delta * (value - _mean);
            _logarithms += Math.Log(value);
        }

        public override object? Result()
        {
            return result(this);
        }

        public double? Variance(bool sample)
        {
            return _count > (sample ? 1 : 0) ? _squares / (_count - (sample ? 1 : 0)) : null;
        }

        public double? Deviation(bool sample)
        {
            return Variance(sample) is { } variance ? Math.Sqrt(variance) : null;
        }

        public double? GeometricMean()
        {
            return _count > 0 ? Math.Exp(_logarithms / _count) : null;
        }
    }

    private sealed class PairAccumulator(Func<PairAccumulator, double?> result) : SqlAccumulator
    {
        private long _count;
        private double _meanX;
        private double _meanY;
        private double _squaresX;
        private double _squaresY;
        private double _products;

        public override void Add(SqlCall call)
        {
            if (call.IsNull(1))
            {
                return;
            }
            double x = call.Double(0);
            double y = call.Double(1);
            _count++;
            double deltaX = x - _meanX;
            double deltaY = y - _meanY;
            _meanX += deltaX / _count;
            _meanY += deltaY / _count;
            _squaresX += deltaX * (x - _meanX);
            _squaresY += deltaY * (y - _meanY);
            _products += deltaX * (y - _meanY);
        }

        public override object? Result()
        {
            return result(this);
        }

        public double? Covariance(bool sample)
        {
            return _count > (sample ? 1 : 0) ? _products / (_count - (sample ? 1 : 0)) : null;
        }

        public double? Correlation()
        {
            double size = Math.Sqrt(_squaresX * _squaresY);
            return _count > 1 && size > 0 ? _products / size : null;
        }
    }

    private sealed class BitAccumulator(Func<long, long, long> combine) : SqlAccumulator
    {
        private long? _bits;

        public override void Add(SqlCall call)
        {
            _bits = _bits is { } bits ? combine(bits, call.Long(0)) : call.Long(0);
        }

        public override object? Result()
        {
            return _bits;
        }
    }

    private sealed class ListAccumulator : SqlAccumulator
    {
        private readonly List<object?> _items = [];

        public override void Add(SqlCall call)
        {
            object? item = call.Value(0);
            call.Run.Hold(32 + ((item as string)?.Length * 2 ?? 0));
            _items.Add(item);
        }

        public override object? Result()
        {
            return _items.Count == 0 ? null : SqlJson.Array(_items);
        }
    }

    private sealed class MapAccumulator : SqlAccumulator
    {
        private readonly Dictionary<string, object?> _entries = new(StringComparer.Ordinal);

        public override void Add(SqlCall call)
        {
            string key = call.Text(0);
            object? value = call.Value(1);
            call.Run.Hold(64 + (key.Length * 2) + ((value as string)?.Length * 2 ?? 0));
            _entries.TryAdd(key, value);
        }

        public override object? Result()
        {
            return _entries.Count == 0 ? null : SqlJson.Map(_entries);
        }
    }

    private sealed class CountAccumulator : SqlAccumulator
    {
        private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);

        public override void Add(SqlCall call)
        {
            string key = call.Text(0);
            if (!_counts.TryGetValue(key, out long count))
            {
                call.Run.Hold(64 + (key.Length * 2));
            }
            _counts[key] = count + 1;
        }

        public override object? Result()
        {
            return _counts.Count == 0 ? null : SqlJson.Map(_counts.Select(pair => KeyValuePair.Create(pair.Key, (object?)pair.Value)));
        }
    }
}
