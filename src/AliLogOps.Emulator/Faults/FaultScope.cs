namespace AliLogOps.Emulator.Faults;

/// <summary>Tells the search of a request whether it is to break off.</summary>
internal static class FaultScope
{
    private static readonly AsyncLocal<bool> s_isIncomplete = new();

    /// <summary>True while the operation of a request runs that an <see cref="FaultKind.Incomplete"/> fault has hit.</summary>
    public static bool IsIncomplete => s_isIncomplete.Value;

    /// <summary>Marks the rest of the calling asynchronous method and all it calls.</summary>
    public static void Enter(FaultEffect? effect)
    {
        if (effect?.Kind == FaultKind.Incomplete)
        {
            s_isIncomplete.Value = true;
        }
    }
}
