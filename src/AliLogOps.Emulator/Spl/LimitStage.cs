namespace AliLogOps.Emulator.Spl;

/// <summary>Lets the first logs through.</summary>
internal sealed class LimitStage(long count) : SplStage
{
    private long _left = count;

    public override bool IsDone => _left == 0;

    public override SplOutcome Apply(SplRecord record)
    {
        if (_left == 0)
        {
            return SplOutcome.Dropped;
        }
        _left--;
        return SplOutcome.Kept;
    }
}
