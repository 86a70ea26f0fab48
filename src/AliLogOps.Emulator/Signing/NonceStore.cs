namespace AliLogOps.Emulator.Signing;

/// <summary>Nonces that have been used, for as long as a request with them could still be within the clock window.</summary>
internal sealed class NonceStore
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly Queue<(DateTimeOffset Until, string Nonce)> _order = new();

    /// <summary>False if the nonce was used before.</summary>
    public bool TryUse(string accessKeyId, string nonce, DateTimeOffset now)
    {
        string key = $"{accessKeyId} {nonce}";
        lock (_lock)
        {
            // one of a clock that has been moved back is out of the window as well, and must not stand before the others for ever
            while (_order.TryPeek(out (DateTimeOffset Until, string Nonce) oldest) && (oldest.Until < now || oldest.Until > now + (4 * RequestDates.Tolerance)))
            {
                _used.Remove(oldest.Nonce);
                _order.Dequeue();
            }
            if (!_used.Add(key))
            {
                return false;
            }
            _order.Enqueue((now + (2 * RequestDates.Tolerance), key));
            return true;
        }
    }
}
