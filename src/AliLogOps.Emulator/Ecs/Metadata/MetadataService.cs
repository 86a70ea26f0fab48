using System.Collections.Concurrent;
using System.Globalization;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Signing;

namespace AliLogOps.Emulator.Ecs;

/// <summary>
/// The metadata service of an ECS instance (http://100.100.100.200/latest/… there), on the emulator's own port. It hands keys to
/// everybody who can reach it, so it answers only once a role has been set.
/// </summary>
internal sealed class MetadataService(EmulatorServices services)
{
    public const string Prefix = "/latest/";

    private const string TokenPath = "/latest/api/token";
    private const string Data = "/latest/meta-data/";
    private const string Credentials = Data + "ram/security-credentials/";
    private const int MaxTokenSeconds = 21600;

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _tokens = new(StringComparer.Ordinal);
    private MetadataSettings? _settings;
    private AccessKey? _key;
    private DateTimeOffset _keyTime;

    /// <summary>Null keeps the service silent.</summary>
    public MetadataSettings? Settings
    {
        get => _settings;
        set
        {
            lock (_lock)
            {
                _settings = value;
                _key = null;
                _tokens.Clear();
            }
        }
    }

    public SlsResult Handle(SlsRequest request)
    {
        MetadataSettings? settings = _settings;
        if (settings is null)
        {
            return Text("Not Found", 404);
        }
        if (request.RawPath == TokenPath)
        {
            return request.Method == "PUT" ? NewToken(request) : Text("Method Not Allowed", 405);
        }
        if (request.Method is not "GET")
        {
            return Text("Method Not Allowed", 405);
        }
        // «unconfirmed»: the status of a missing and of a wrong token
        string? token = request.Headers["X-aliyun-ecs-metadata-token"];
        if (string.IsNullOrEmpty(token) ? !settings.AllowV1 : !IsValid(token))
        {
            return Text("Forbidden", 403);
        }
        return request.RawPath switch
        {
            Credentials => Text(settings.RoleName),
            _ when request.RawPath == Credentials + settings.RoleName => Role(settings),
            Data + "instance-id" => Text(settings.InstanceId),
            Data + "region-id" => Text(services.Region),
            Data + "hostname" when Instance(settings) is { } instance => Text(instance.HostName),
            Data + "private-ipv4" when Instance(settings) is { PrivateIpAddresses: [{ } address, ..] } => Text(address),
            _ => Text("Not Found", 404),
        };
    }

    private SlsResult NewToken(SlsRequest request)
    {
        if (!int.TryParse(request.Headers["X-aliyun-ecs-metadata-token-ttl-seconds"], NumberStyles.None, CultureInfo.InvariantCulture, out int seconds)
            || seconds is < 1 or > MaxTokenSeconds)
        {
            return Text("Bad Request", 400);
        }
        DateTimeOffset now = services.Clock.GetUtcNow();
        foreach ((string old, DateTimeOffset end) in _tokens)
        {
            if (end <= now)
            {
                _tokens.TryRemove(old, out _);
            }
        }
        string token = CredentialStore.RandomText(56);
        _tokens[token] = now.AddSeconds(seconds);
        return Text(token);
    }

    private bool IsValid(string token)
    {
        return _tokens.TryGetValue(token, out DateTimeOffset end) && end > services.Clock.GetUtcNow();
    }

    private SlsResult Role(MetadataSettings settings)
    {
        (AccessKey key, DateTimeOffset since) = CurrentKey(settings);
        return SlsResult.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("Code", "Success");
            writer.WriteString("AccessKeyId", key.Id);
            writer.WriteString("AccessKeySecret", key.RevealSecret());
            writer.WriteString("SecurityToken", key.SecurityToken);
            writer.WriteString("Expiration", EcsTime.Format(key.Expiration!.Value.ToUnixTimeSeconds()));
            writer.WriteString("LastUpdated", EcsTime.Format(since.ToUnixTimeSeconds()));
            writer.WriteEndObject();
        });
    }

    /// <summary>The role's key; a new one when half of the old one's life has gone.</summary>
    private (AccessKey Key, DateTimeOffset Since) CurrentKey(MetadataSettings settings)
    {
        lock (_lock)
        {
            DateTimeOffset now = services.Clock.GetUtcNow();
            if (_key is null || now < _keyTime || now - _keyTime > settings.Duration / 2)
            {
                _key = KeyMint.Temporary(CallerIdentity.Role(CredentialStore.AccountId, settings.RoleName, settings.InstanceId), now + settings.Duration, settings.Denied);
                _keyTime = now;
                services.Credentials.AddTemporary(_key, now);
            }
            return (_key, _keyTime);
        }
    }

    private InstanceRecord? Instance(MetadataSettings settings)
    {
        return services.Instances.Find(settings.InstanceId);
    }

    private static SlsResult Text(string text, int status = 200)
    {
        return new SlsResult { Status = status, ContentType = "text/plain", Body = System.Text.Encoding.UTF8.GetBytes(text) };
    }
}
