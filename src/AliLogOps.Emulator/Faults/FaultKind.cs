namespace AliLogOps.Emulator.Faults;

/// <summary>What a fault does to a request that is otherwise in order.</summary>
internal enum FaultKind
{
    /// <summary>An error answer with a status and a code; the operation does not run.</summary>
    Error,

    /// <summary>The token is called expired; the operation does not run.</summary>
    ExpiredToken,

    /// <summary>The connection is reset; the operation does not run.</summary>
    ResetBefore,

    /// <summary>The operation runs, then the connection is reset before the first byte of the answer.</summary>
    ResetAfter,

    /// <summary>The operation runs; the connection is reset in the middle of the answer's body.</summary>
    ResetBody,

    /// <summary>The operation runs; the answer waits before its first byte.</summary>
    SlowHeaders,

    /// <summary>The operation runs; the answer's body comes in pieces with pauses.</summary>
    SlowBody,

    /// <summary>The operation runs; the connection is closed in good order in the middle of the answer's body.</summary>
    TruncatedBody,

    /// <summary>The operation runs; x-log-bodyrawsize is one more than the truth.</summary>
    WrongRawSize,

    /// <summary>A page of HTML, as a gateway answers; the operation does not run.</summary>
    Html,

    /// <summary>A redirect to another place; the operation does not run.</summary>
    Redirect,

    /// <summary>A search breaks off: half of its page, marked Incomplete. Without effect on operations that do not search.</summary>
    Incomplete,
}
