using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace AliLogOps.Emulator.Signing;

/// <summary>The key pairs of one run.</summary>
internal sealed class CredentialStore
{
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

    /// <summary>How long a temporary key is still known to have expired; after that it is a key nobody knows.</summary>
    private static readonly TimeSpan s_remembered = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, AccessKey> _keys = new(StringComparer.Ordinal);
    private int _sweepAt = 1000;

    /// <summary>Account that owns everything in the emulator; digits as account ids are.</summary>
    public const string AccountId = "1234567890123456";

    private CredentialStore(string mainKeyId, string mainKeySecret)
    {
        MainKeyId = mainKeyId;
        MainKeySecret = mainKeySecret;
        Add(new AccessKey(mainKeyId, mainKeySecret));
    }

    public string MainKeyId { get; }

    /// <summary>Printed once by the ready line and used by the stand-in agents; shown nowhere else.</summary>
    public string MainKeySecret { get; }

    /// <summary>A store with the key pair given, or a new random one.</summary>
    public static CredentialStore Mint((string Id, string Secret)? given = null)
    {
        return given is { } pair
            ? new CredentialStore(pair.Id, pair.Secret)
            : new CredentialStore("LTAI5emu" + RandomText(16), RandomText(30));
    }

    public void Add(AccessKey key)
    {
        _keys[key.Id] = key;
    }

    /// <summary>Adds a temporary key, and from time to time forgets those that have been over for a day.</summary>
    public void AddTemporary(AccessKey key, DateTimeOffset now)
    {
        Add(key);
        if (_keys.Count < Volatile.Read(ref _sweepAt))
        {
            return;
        }
        foreach (AccessKey old in _keys.Values.Where(old => old.Expiration + s_remembered < now))
        {
            Remove(old.Id);
        }
        // what is left is valid or just over: the next sweep waits until it has doubled
        Volatile.Write(ref _sweepAt, Math.Max(1000, 2 * _keys.Count));
    }

    public void Remove(string id)
    {
        _keys.TryRemove(id, out _);
    }

    /// <summary>All keys, by id.</summary>
    public IReadOnlyList<AccessKey> All => [.. _keys.Values.OrderBy(key => key.Id, StringComparer.Ordinal)];

    public AccessKey? Find(string id)
    {
        return _keys.GetValueOrDefault(id);
    }

    public static string RandomText(int length)
    {
        return RandomNumberGenerator.GetString(Alphabet, length);
    }
}
