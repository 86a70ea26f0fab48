using AliLogOps.Emulator.Sql.Execution;
using AliLogOps.Emulator.Sql.Translation;

namespace AliLogOps.Emulator.Spl;

/// <summary>Keeps the logs for which a condition is true, neither false nor null.</summary>
internal sealed class WhereStage(SqlStatement condition) : SplStage
{
    private readonly SplEvaluator _evaluator = new(condition);

    public override bool IsFilter => true;

    public override void Start(SqlRun run)
    {
        _evaluator.Start(run);
    }

    public override SplOutcome Apply(SplRecord record)
    {
        return _evaluator.Evaluate(record) switch
        {
            SqlRowOutcome.Row => SplOutcome.Kept,
            SqlRowOutcome.None => SplOutcome.Dropped,
            _ => SplOutcome.Failed,
        };
    }

    public override void Dispose()
    {
        _evaluator.Dispose();
    }
}
