namespace AliLogOps.Emulator.Http;

/// <summary>An error answer of the service: status and the two members of its JSON body.</summary>
internal sealed record SlsError(int Status, string Code, string Message)
{
    public SlsException ToException()
    {
        return new SlsException(this);
    }
}

/// <summary>Ends an operation with an error answer.</summary>
internal sealed class SlsException(SlsError error) : Exception($"{error.Code}: {error.Message}")
{
    public SlsError Error { get; } = error;
}
