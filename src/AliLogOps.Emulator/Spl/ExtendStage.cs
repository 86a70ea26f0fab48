using AliLogOps.Emulator.Sql;
using AliLogOps.Emulator.Sql.Execution;
using AliLogOps.Emulator.Sql.Translation;

namespace AliLogOps.Emulator.Spl;

/// <summary>Gives fields the values of expressions, all worked out before the first is given («unconfirmed»).</summary>
internal sealed class ExtendStage(IReadOnlyList<string> fields, IReadOnlyList<SqlType> types, SqlStatement values) : SplStage
{
    private readonly SplEvaluator _evaluator = new(values);

    public override void Start(SqlRun run)
    {
        _evaluator.Start(run);
    }

    public override SplOutcome Apply(SplRecord record)
    {
        if (_evaluator.Evaluate(record) == SqlRowOutcome.Failed)
        {
            return SplOutcome.Failed;
        }
        for (int i = 0; i < fields.Count; i++)
        {
            record.Set(new SplField(fields[i], types[i], _evaluator.Results[i]));
        }
        return SplOutcome.Kept;
    }

    public override void Dispose()
    {
        _evaluator.Dispose();
    }
}
