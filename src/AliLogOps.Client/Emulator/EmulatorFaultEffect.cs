namespace AliLogOps;

/// <summary>What a fault of the emulator does to a request.</summary>
public enum EmulatorFaultEffect
{
    /// <summary>An error answer with a code; the operation does not run.</summary>
    Error,

    /// <summary>The token is called expired; the operation does not run.</summary>
    ExpiredToken,

    /// <summary>The connection is reset; the operation does not run.</summary>
    ResetBefore,

    /// <summary>The operation runs, then the connection is reset before the answer.</summary>
    ResetAfter,

    /// <summary>The operation runs; the connection is reset in the middle of the answer.</summary>
    ResetBody,

    /// <summary>The answer waits before its first byte.</summary>
    SlowHeaders,

    /// <summary>The answer's body comes in pieces with pauses.</summary>
    SlowBody,

    /// <summary>The connection is closed in the middle of the answer.</summary>
    TruncatedBody,

    /// <summary>The answer lies about its size before compression.</summary>
    WrongRawSize,

    /// <summary>A page of HTML, as a gateway answers; the operation does not run.</summary>
    Html,

    /// <summary>A redirect; the operation does not run.</summary>
    Redirect,

    /// <summary>A search breaks off and says that it is incomplete.</summary>
    Incomplete,
}
