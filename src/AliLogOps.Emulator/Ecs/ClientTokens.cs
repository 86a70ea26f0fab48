using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.Ecs;

/// <summary>Client tokens that have been used: a repeated call succeeds without acting again.</summary>
internal sealed class ClientTokens
{
    /// <summary>Tokens that are remembered, the newest; the service forgets them after a day.</summary>
    private const int MaxRemembered = 10_000;

    /// <summary>Who asks, how and when, which the older signature has among the parameters: a repeat is signed anew, with another nonce and maybe another key.</summary>
    private static readonly HashSet<string> s_common = new(StringComparer.Ordinal)
    {
        "AccessKeyId", "SecurityToken", "Signature", "SignatureMethod", "SignatureVersion", "SignatureNonce", "Timestamp", "Format",
    };

    private readonly ConcurrentDictionary<string, (string Fingerprint, string Result)> _used = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _order = new();

    /// <summary>Runs the work in a write transaction, unless a call with this token and these parameters has succeeded before.</summary>
    /// <returns>What the work returned, now or then.</returns>
    /// <exception cref="EcsException">400 InvalidParameter for a bad token, 403 IdempotentParameterMismatch for one used with other parameters.</exception>
    public string Once(Database database, string action, EcsParameters parameters, Func<DatabaseSession, string> work)
    {
        string token = parameters["ClientToken"];
        if (token.Length == 0)
        {
            return database.Write(work);
        }
        if (token.Length > 64 || !Ascii.IsValid(token))
        {
            throw EcsErrors.InvalidParameter("ClientToken", token, "it must be up to 64 ASCII characters").ToException();
        }
        string fingerprint = Fingerprint(parameters);
        string key = $"{action} {token}";
        return database.Write(
            session => _used.TryGetValue(key, out (string Fingerprint, string Result) earlier)
                ? earlier.Fingerprint == fingerprint ? earlier.Result : throw EcsErrors.IdempotentParameterMismatch().ToException()
                : work(session),
            // what was not committed has not succeeded: its repeat acts
            committed: result => Remember(key, fingerprint, result));
    }

    private void Remember(string key, string fingerprint, string result)
    {
        if (!_used.TryAdd(key, (fingerprint, result)))
        {
            return;
        }
        _order.Enqueue(key);
        while (_order.Count > MaxRemembered && _order.TryDequeue(out string? oldest))
        {
            _used.TryRemove(oldest, out _);
        }
    }

    private static string Fingerprint(EcsParameters parameters)
    {
        StringBuilder text = new();
        foreach (KeyValuePair<string, string> pair in parameters.All.Where(pair => !s_common.Contains(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(pair.Key).Append('\0').Append(pair.Value).Append('\0');
        }
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
