using AliLogOps.Emulator.Sql;
using AliLogOps.Emulator.Sql.Execution;

namespace AliLogOps.Emulator.Spl;

/// <summary>A script that has been read and checked, for one run over logs.</summary>
internal sealed class SplScript : IDisposable
{
    /// <summary>Fields between two looks at the limits.</summary>
    private const int FieldsBetweenLooks = 4096;

    private readonly List<SplStage> _stages = [];
    private SqlRun? _run;
    private int _fields;

    private SplScript()
    {
    }

    /// <summary>It takes out logs and changes none.</summary>
    public bool IsFilter => _stages.TrueForAll(stage => stage.IsFilter);

    /// <summary>No further log gets through.</summary>
    public bool IsDone => _stages.Exists(stage => stage.IsDone);

    /// <summary>Reads what follows the first bar.</summary>
    /// <param name="text">Null without a bar: every log stays as it is.</param>
    /// <exception cref="SqlRefusedException">The script is wrong.</exception>
    /// <exception cref="SqlNotBuiltException">It uses what is not built.</exception>
    public static SplScript Compile(string? text, SplUse use)
    {
        SplScript script = new();
        SplSchema schema = new();
        foreach ((string name, SplCommand command) in text is null ? [] : SplParser.Parse(text, use))
        {
            try
            {
                script._stages.Add(SplCompiler.Compile(command, schema));
            }
            catch (SqlRefusedException e)
            {
                throw SplParser.Named(name, e.Kind != SqlRefusedException.Column ? e : new SqlRefusedException(
                    e.Kind, e.Position, "a field has no relation before it: a name with a point must be in double quotes"));
            }
        }
        return script;
    }

    /// <summary>Makes everything ready.</summary>
    public void Start(SqlRun run)
    {
        _run = run;
        _stages.ForEach(stage => stage.Start(run));
    }

    /// <summary>Leads one log through the commands, which change it.</summary>
    /// <exception cref="SqlRefusedException">The time or the memory is used up.</exception>
    /// <exception cref="OperationCanceledException">Whoever asked has gone.</exception>
    public SplOutcome Apply(SplRecord record)
    {
        _fields += 1 + record.Fields.Count;
        if (_fields > FieldsBetweenLooks)
        {
            _fields = 0;
            CheckLimits();
        }
        foreach (SplStage stage in _stages)
        {
            SplOutcome outcome = stage.Apply(record);
            if (outcome != SplOutcome.Kept)
            {
                return outcome;
            }
        }
        return SplOutcome.Kept;
    }

    /// <inheritdoc cref="Apply" path="/exception"/>
    public void CheckLimits()
    {
        if (!_run!.MayGoOn(0))
        {
            _run.ThrowIfCanceled();
            throw new SqlRefusedException(SqlRefusedException.Runtime, -1, _run.Exceeded!);
        }
    }

    /// <summary>Counts bytes that are kept for the answer.</summary>
    /// <exception cref="SqlRefusedException">There are too many of them.</exception>
    public void Hold(long bytes)
    {
        try
        {
            _run!.Hold(bytes);
        }
        catch (SqlValueException e)
        {
            throw new SqlRefusedException(SqlRefusedException.Runtime, -1, e.Message);
        }
    }

    public void Dispose()
    {
        _stages.ForEach(stage => stage.Dispose());
    }
}
