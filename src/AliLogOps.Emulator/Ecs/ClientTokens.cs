using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace AliLogOps.Emulator.Ecs;

/// <summary>Client tokens that have been used: a repeated call succeeds without acting again.</summary>
internal sealed class ClientTokens
{
    private readonly ConcurrentDictionary<string, string> _used = new(StringComparer.Ordinal);

    /// <summary>True if the call must act; false if it is a repetition.</summary>
    /// <exception cref="EcsException">400 InvalidParameter for a bad token, 403 IdempotentParameterMismatch for one used with other parameters.</exception>
    public bool ShouldAct(string action, EcsParameters parameters)
    {
        string token = parameters["ClientToken"];
        if (token.Length == 0)
        {
            return true;
        }
        if (token.Length > 64 || !Ascii.IsValid(token))
        {
            throw EcsErrors.InvalidParameter("ClientToken", token, "it must be up to 64 ASCII characters").ToException();
        }
        string fingerprint = Fingerprint(parameters);
        string key = $"{action} {token}";
        if (_used.TryAdd(key, fingerprint))
        {
            return true;
        }
        return _used[key] == fingerprint ? false : throw EcsErrors.IdempotentParameterMismatch().ToException();
    }

    private static string Fingerprint(EcsParameters parameters)
    {
        StringBuilder text = new();
        foreach (KeyValuePair<string, string> pair in parameters.All.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(pair.Key).Append('\0').Append(pair.Value).Append('\0');
        }
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
