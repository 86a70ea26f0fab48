namespace AliLogOps.Emulator.Http;

/// <summary>Which host form an operation is called on.</summary>
internal enum HostForm
{
    /// <summary><c>{project}.{endpoint}</c>; the project must exist unless the operation says otherwise.</summary>
    Project,

    /// <summary>The endpoint itself.</summary>
    Bare,

    /// <summary>Either.</summary>
    Any,
}

/// <summary>What the pipeline does with the body before the operation runs.</summary>
internal enum BodyKind
{
    /// <summary>Ignored.</summary>
    None,

    /// <summary>Must be one strict JSON value (no comments, no trailing commas, no repeated member) → <see cref="OperationContext.Json"/>.</summary>
    Json,

    /// <summary>Handed over as bytes.</summary>
    Raw,
}

internal delegate ValueTask<SlsResult> OperationHandler(OperationContext context);

/// <summary>One operation of the service: where it is called, what it is called, and what runs.</summary>
internal sealed class Operation
{
    /// <summary>Name the service gives it, for example <c>CreateLogStore</c>.</summary>
    public required string Name { get; init; }

    public required string Method { get; init; }

    public required PathTemplate Path { get; init; }

    public required HostForm Host { get; init; }

    /// <summary>Value of the <c>type</c> query parameter that selects this operation among those on one path; null = any other.</summary>
    public string? TypeParameter { get; init; }

    public BodyKind Body { get; init; }

    /// <summary>False for an operation that an official client calls with a body and no Content-Type.</summary>
    public bool NeedsContentType { get; init; } = true;

    /// <summary>False for PutObject, whose body no signature covers.</summary>
    public bool SignsBody { get; init; } = true;

    /// <summary>Counted as a control-plane write in the emulator's state, whatever it changes.</summary>
    public bool CountsAsWrite { get; init; }

    /// <summary>May be called without Authorization (web tracking).</summary>
    public bool AllowsAnonymous { get; init; }

    /// <summary>False for CreateProject: the project of the host need not exist.</summary>
    public bool NeedsProject { get; init; } = true;

    /// <summary>False for an operation that is only known by name.</summary>
    public bool IsBuilt { get; init; } = true;

    public required OperationHandler Handler { get; init; }
}
