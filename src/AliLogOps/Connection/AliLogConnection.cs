using System.Globalization;
using AliLogOps.Client;
using AliLogOps.Commands;
using AliLogOps.Connection;

namespace AliLogOps;

/// <summary>
/// Where requests go and who signs them. Never changes after it was made, shows nothing secret, and may be used by several threads
/// and runspaces at once (<c>-Connection $using:connection</c>).
/// </summary>
public sealed class AliLogConnection
{
    private static readonly TimeSpan s_clockTolerance = TimeSpan.FromMinutes(1);

    private readonly object _gate = new();
    private readonly ConnectionSettings _settings;
    private ICredentialProvider? _credentials;
    private LogServiceClient? _logService;
    private EcsClient? _ecs;
    private StsClient? _sts;
    private KeyFacts? _closedKey;
    private int _clockWarned;

    internal AliLogConnection(ConnectionSettings settings, ICredentialProvider credentials)
    {
        _settings = settings;
        _credentials = credentials;
    }

    /// <summary>The address of the service.</summary>
    public string Endpoint => $"{_settings.Endpoint.BaseUri.Scheme}://{_settings.Endpoint.Host}";

    /// <summary>The region.</summary>
    public string Region => _settings.Endpoint.Region;

    /// <summary>The AccessKey id with its middle masked; of a key that is fetched, the one in use, and empty before the first request.</summary>
    public string AccessKeyId => Key?.MaskedId ?? "";

    /// <summary>Whether the key is a temporary one with a security token.</summary>
    public bool IsTemporary => Key?.IsTemporary ?? true;

    /// <summary>When the key in use expires; null for one that does not, and before the first request.</summary>
    public DateTimeOffset? KeyExpiration => Key?.Expiration;

    /// <summary>How requests to the Log Service are signed.</summary>
    public SignatureVersion SignatureVersion => _settings.SignatureVersion;

    /// <summary>How long one attempt of a request may take.</summary>
    public TimeSpan RequestTimeout => _settings.RequestTimeout;

    /// <summary>Where the key came from: <c>Parameter</c>, <c>Environment</c>, a profile, a role.</summary>
    public string Source => _settings.Source;

    /// <summary>False after Disconnect-AliLog: the key is forgotten and the connection of no more use.</summary>
    public bool IsOpen => Volatile.Read(ref _credentials) is not null;

    /// <summary>The Log Service; only for a connection that is open.</summary>
    internal LogServiceClient LogService
    {
        get
        {
            lock (_gate)
            {
                return _logService ??= new LogServiceClient(_settings.ToLogServiceOptions(RequireCredentials(), RequestTraceSink.Publish));
            }
        }
    }

    /// <summary>ECS; only for a connection that is open.</summary>
    internal EcsClient Ecs
    {
        get
        {
            lock (_gate)
            {
                return _ecs ??= new EcsClient(_settings.ToEcsOptions(RequireCredentials(), RequestTraceSink.Publish));
            }
        }
    }

    /// <summary>The Security Token Service; only for a connection that is open.</summary>
    internal StsClient Sts
    {
        get
        {
            lock (_gate)
            {
                return _sts ??= new StsClient(_settings.ToStsOptions(RequireCredentials(), RequestTraceSink.Publish));
            }
        }
    }

    private KeyFacts? Key => Volatile.Read(ref _credentials) switch
    {
        RenewingCredentialProvider renewing => KeyFacts.Of(renewing.Current),
        StaticCredentialProvider fixedKey => KeyFacts.Of(fixedKey.GetCredentialAsync().Result),
        _ => _closedKey,
    };

    /// <summary>The endpoint and the region.</summary>
    public override string ToString() => $"{Endpoint} ({Region})";

    /// <summary>A warning about this machine's clock, once per connection; null when it is good enough or was warned about.</summary>
    internal string? TakeClockWarning()
    {
        var offset = Volatile.Read(ref _logService)?.ClockOffset;
        if (offset is not { } known || known.Duration() <= s_clockTolerance || Interlocked.Exchange(ref _clockWarned, 1) == 1)
        {
            return null;
        }

        return string.Create(CultureInfo.InvariantCulture, $"This machine's clock is {known.Duration().TotalSeconds:0} s {(known > TimeSpan.Zero ? "behind" : "ahead of")} the service's. Requests are refused from 15 minutes on, and times of logs are off by as much. Set the clock, for example with NTP.");
    }

    /// <summary>Forgets the key and closes what is open.</summary>
    internal void Close()
    {
        lock (_gate)
        {
            _logService?.Dispose();
            _logService = null;
            _ecs?.Dispose();
            _ecs = null;
            _sts?.Dispose();
            _sts = null;
            _closedKey = Key;
            _credentials = null;
        }
    }

    private ICredentialProvider RequireCredentials() => _credentials
        ?? throw new LogServiceException($"The connection to {this} was closed by Disconnect-AliLog.")
        {
            Kind = ErrorKind.Connection,
            ErrorCode = "ConnectionClosed",
            Remedy = "Connect again with Connect-AliLog.",
        };

    /// <summary>What may be shown of a key, and may outlive it.</summary>
    private sealed record KeyFacts(string MaskedId, bool IsTemporary, DateTimeOffset? Expiration)
    {
        public static KeyFacts? Of(AccessKeyCredential? key) => key is null ? null : new(Connection.MaskedId.Of(key), key.IsTemporary, key.Expiration);
    }
}
