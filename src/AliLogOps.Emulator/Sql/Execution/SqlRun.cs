using System.Diagnostics;

namespace AliLogOps.Emulator.Sql.Execution;

/// <summary>What the functions of one statement share: its moment, its limits, and what it has used of them.</summary>
/// <param name="now">The emulator's clock when the statement began.</param>
/// <param name="memoryLimit">Bytes that rows, groups and sorting may take together.</param>
internal sealed class SqlRun(DateTimeOffset now, TimeSpan timeLimit, long memoryLimit, CancellationToken cancellationToken)
{
    /// <summary>Characters of a text that a function may make. Our choice; a logged value has at most 1 MB.</summary>
    public const int MaxValueLength = 1024 * 1024;

    /// <summary>Characters that a function may make on the way to such a text.</summary>
    private const long MaxWorkLength = 64L * 1024 * 1024;

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Dictionary<object, object> _once = [];
    private long _held;

    public DateTimeOffset Now { get; } = now;

    public TimeSpan TimeLimit { get; } = timeLimit;

    /// <summary>Set when the statement was broken off for its time or its memory.</summary>
    public string? Exceeded { get; private set; }

    /// <summary>The first error of a function, which SQLite only hands on as text.</summary>
    public string? Error { get; set; }


    public TimeSpan Remaining => TimeLimit - Stopwatch.GetElapsedTime(_start);

    public bool IsCanceled => cancellationToken.IsCancellationRequested;

    /// <summary>A value made once for the statement, such as a pattern.</summary>
    /// <param name="cost">Bytes it holds, roughly.</param>
    public T Once<T>(object key, long cost, Func<T> make)
        where T : class
    {
        if (_once.TryGetValue(key, out object? known))
        {
            return (T)known;
        }
        T made = make();
        Hold(cost);
        _once.Add(key, made);
        return made;
    }

    /// <summary>Refuses what could make a text out of all proportion, before it is made.</summary>
    /// <param name="count">Pieces it could have.</param>
    /// <param name="length">Characters of each.</param>
    /// <exception cref="SqlValueException">It could be too long.</exception>
    public static void CheckWork(long count, long length)
    {
        if (count * length > MaxWorkLength)
        {
            throw new SqlValueException($"a text that could have {count * length} characters is longer than the {MaxValueLength} that a value may have");
        }
    }

    /// <summary>Counts bytes that a function keeps for later rows.</summary>
    /// <exception cref="SqlValueException">There are too many of them.</exception>
    public void Hold(long bytes)
    {
        if (Interlocked.Add(ref _held, bytes) > memoryLimit)
        {
            ExceedMemory();
            throw new SqlValueException(Exceeded!);
        }
    }

    /// <summary>False when the statement has to end: it has been given up, or a limit is reached.</summary>
    /// <param name="sqliteBytes">Bytes SQLite keeps for it.</param>
    public bool MayGoOn(long sqliteBytes)
    {
        if (sqliteBytes + _held > memoryLimit)
        {
            ExceedMemory();
            return false;
        }
        if (Remaining < TimeSpan.Zero)
        {
            Exceeded ??= string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Query exceeded maximum time limit of {TimeLimit.TotalSeconds:0.00}s");
            return false;
        }
        return !IsCanceled;
    }

    /// <summary>The moment of the statement in milliseconds since 1970.</summary>
    public long NowMilliseconds => Now.ToUnixTimeMilliseconds();

    public void ThrowIfCanceled()
    {
        cancellationToken.ThrowIfCancellationRequested();
    }

    private void ExceedMemory()
    {
        Exceeded ??= string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"Query exceeded max memory size of 3GB: the emulator gives a statement {memoryLimit / (1024 * 1024)} MB");
    }
}
