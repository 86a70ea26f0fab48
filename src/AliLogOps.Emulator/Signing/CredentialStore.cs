using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace AliLogOps.Emulator.Signing;

/// <summary>The key pairs of one run.</summary>
internal sealed class CredentialStore
{
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    private readonly ConcurrentDictionary<string, AccessKey> _keys = new(StringComparer.Ordinal);

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
