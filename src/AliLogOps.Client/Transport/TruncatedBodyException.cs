namespace AliLogOps.Client;

/// <summary>A body ended before its announced length.</summary>
internal sealed class TruncatedBodyException(long received, long announced)
    : IOException($"The answer ended after {received} of {announced} bytes.");
