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
    private Held? _held;

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
    public AccessKeyCredential? Current => Volatile.Read(ref _held)?.Key;

    /// <inheritdoc />
    public async ValueTask<AccessKeyCredential> GetCredentialAsync(CancellationToken cancellationToken = default)
    {
        if (Volatile.Read(ref _held) is { } held && _time.GetUtcNow() < held.RenewAt)
        {
            return held.Key;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            DateTimeOffset now = _time.GetUtcNow();
            Held? latest = Volatile.Read(ref _held);
            return latest is not null && now < latest.RenewAt ? latest.Key : await RenewAsync(latest?.Key, now, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Takes a key out of use that the service called expired, unless another one is in use already.</summary>
    internal void Discard(AccessKeyCredential refused)
    {
        if (Volatile.Read(ref _held) is { } held && ReferenceEquals(held.Key, refused))
        {
            Interlocked.CompareExchange(ref _held, null, held);
        }
    }

    /// <summary>Where keys come from; no secret.</summary>
    public override string ToString() => _source.ToString() ?? string.Empty;

    /// <inheritdoc />
    public void Dispose() => _gate.Dispose();

    private async Task<AccessKeyCredential> RenewAsync(AccessKeyCredential? old, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            AccessKeyCredential fresh = await _source.FetchAsync(cancellationToken).ConfigureAwait(false);
            TimeSpan life = (fresh.Expiration ?? DateTimeOffset.MaxValue) - now;
            // keys that live for minutes only are used for most of that time
            Keep(fresh, fresh.Expiration is null ? DateTimeOffset.MaxValue : fresh.Expiration.Value - (life / 5 < s_ahead ? life / 5 : s_ahead));
            return fresh;
        }
        catch (LogServiceException) when (old?.Expiration > now)
        {
            DateTimeOffset later = now + s_pause;
            Keep(old, later < old.Expiration ? later : old.Expiration.Value);
            return old;
        }
    }

    private void Keep(AccessKeyCredential key, DateTimeOffset renewAt) => Volatile.Write(ref _held, new Held(key, renewAt));

    // one object, so that nobody ever sees an old key with the time of a new one
    private sealed record Held(AccessKeyCredential Key, DateTimeOffset RenewAt);
}

/// <summary>A place keys are fetched from.</summary>
public interface ICredentialSource
{
    /// <summary>Fetches a key.</summary>
    /// <param name="cancellationToken">Ends waiting.</param>
    /// <exception cref="LogServiceException">There is none, or it was refused.</exception>
    public Task<AccessKeyCredential> FetchAsync(CancellationToken cancellationToken);
}
