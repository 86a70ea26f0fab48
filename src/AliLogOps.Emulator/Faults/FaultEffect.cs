namespace AliLogOps.Emulator.Faults;

/// <summary>The effect of a fault with its figures.</summary>
internal sealed record FaultEffect(FaultKind Kind)
{
    /// <summary>HTTP status of <see cref="FaultKind.Error"/>, <see cref="FaultKind.Html"/> and <see cref="FaultKind.Redirect"/>.</summary>
    public int Status { get; init; }

    /// <summary>Error code of <see cref="FaultKind.Error"/>.</summary>
    public string Code { get; init; } = "";

    /// <summary>Error text of <see cref="FaultKind.Error"/>.</summary>
    public string Message { get; init; } = "";

    /// <summary>Whole delay of <see cref="FaultKind.SlowHeaders"/> and <see cref="FaultKind.SlowBody"/>.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Target of <see cref="FaultKind.Redirect"/>.</summary>
    public string Location { get; init; } = "";

    /// <summary>True if the operation does not run.</summary>
    public bool ComesBefore =>
        Kind is FaultKind.Error or FaultKind.ExpiredToken or FaultKind.ResetBefore or FaultKind.Html or FaultKind.Redirect;
}
