namespace AliLogOps.Client;

/// <summary>What went wrong, in the terms a caller acts on.</summary>
public enum ErrorKind
{
    /// <summary>The service refused for a reason this version does not know.</summary>
    Unknown,

    /// <summary>The thing named does not exist; <see cref="LogServiceException.MissingResource"/> says which.</summary>
    NotFound,

    /// <summary>The name is taken.</summary>
    AlreadyExists,

    /// <summary>Key, token or signature was not accepted, or there is no credential.</summary>
    Unauthenticated,

    /// <summary>The key is good but may not do this.</summary>
    PermissionDenied,

    /// <summary>A value was refused.</summary>
    InvalidArgument,

    /// <summary>A limit on the number or size of things.</summary>
    QuotaExceeded,

    /// <summary>Too many requests or too much data at once; retried.</summary>
    Throttled,

    /// <summary>The service failed or was busy; retried.</summary>
    Unavailable,

    /// <summary>No answer in time; retried where a repeat is safe.</summary>
    Timeout,

    /// <summary>The service was not reached or the connection broke; retried where a repeat is safe.</summary>
    Connection,

    /// <summary>The answer could not be understood.</summary>
    Protocol,

    /// <summary>This machine's clock and the service's differ too much.</summary>
    ClockSkew,

    /// <summary>The operation does not exist here or not in this mode.</summary>
    NotSupported,

    /// <summary>The state of the thing does not allow the operation.</summary>
    InvalidState,

    /// <summary>Something is missing on this machine, such as a file of the module or a runtime.</summary>
    LocalSetup,
}
