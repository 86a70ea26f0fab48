namespace AliLogOps.Client;

/// <summary>
/// Keeps a temporary key and gets a new one before it expires. However many requests ask at once, one of them fetches. While the old
/// key still works a failed renewal is no failure; it is tried again later. Thread-safe.
/// </summary>
public sealed class RenewingCredentialProvider : ICredentialProvider, IDisposable
{
    private static readonly TimeSpan s_ahead = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(30);

    private readonly ICredentialSource _source;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private AccessKeyCredential? _current;
    private DateTimeOffset _renewAt;

    /// <summary>Makes one; nothing is fetched before it is needed.</summary>
    /// <param name="source">Where keys come from.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    public RenewingCredentialProvider(ICredentialSource source, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        _source = source;
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <summary>The key in use; null before the first request.</summary>
    public AccessKeyCredential? Current => Volatile.Read(ref _current);

    /// <inheritdoc />
    public async ValueTask<AccessKeyCredential> GetCredentialAsync(CancellationToken cancellationToken = default)
    {
        if (Current is { } current && _time.GetUtcNow() < _renewAt)
        {
            return current;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            DateTimeOffset now = _time.GetUtcNow();
            if (_current is not null && now < _renewAt)
            {
                return _current;
            }

            return await RenewAsync(now, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Takes a key out of use that the service called expired, unless another one is in use already.</summary>
    internal void Discard(AccessKeyCredential refused) => Interlocked.CompareExchange(ref _current, null, refused);

    /// <summary>Where keys come from; no secret.</summary>
    public override string ToString() => _source.ToString() ?? string.Empty;

    /// <inheritdoc />
    public void Dispose() => _gate.Dispose();

    private async Task<AccessKeyCredential> RenewAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            AccessKeyCredential fresh = await _source.FetchAsync(cancellationToken).ConfigureAwait(false);
            TimeSpan life = (fresh.Expiration ?? DateTimeOffset.MaxValue) - now;
            // keys that live for minutes only are used for most of that time
            _renewAt = fresh.Expiration is null ? DateTimeOffset.MaxValue : fresh.Expiration.Value - (life / 5 < s_ahead ? life / 5 : s_ahead);
            Volatile.Write(ref _current, fresh);
            return fresh;
        }
        catch (LogServiceException) when (_current?.Expiration > now)
        {
            DateTimeOffset later = now + s_pause;
            _renewAt = later < _current.Expiration ? later : _current.Expiration.Value;
            return _current;
        }
    }
}

/// <summary>A place keys are fetched from.</summary>
public interface ICredentialSource
{
    /// <summary>Fetches a key.</summary>
    /// <param name="cancellationToken">Ends waiting.</param>
    /// <exception cref="LogServiceException">There is none, or it was refused.</exception>
    public Task<AccessKeyCredential> FetchAsync(CancellationToken cancellationToken);
}
