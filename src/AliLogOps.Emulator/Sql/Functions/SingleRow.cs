using AliLogOps.Emulator.Sql.Execution;

namespace AliLogOps.Emulator.Sql.Functions;

/// <summary>The value of a query that stands for a value: null without a row, an error with several.</summary>
internal static class SingleRow
{
    public static readonly SqlFunction Function = new()
    {
        Name = "single_row",
        Parameters = [Make.Any],
        Result = types => types[0],
        Accumulator = () => new Accumulator(),
        IsAggregate = true,
        TakesNull = true,
    };

    private sealed class Accumulator : SqlAccumulator
    {
        private object? _value;
        private bool _hasRow;

        public override void Add(SqlCall call)
        {
            if (_hasRow)
            {
                throw new SqlValueException("Scalar sub-query has returned multiple rows");
            }
            _hasRow = true;
            _value = call.Value(0);
        }

        public override object? Result()
        {
            return _value;
        }
    }
}
