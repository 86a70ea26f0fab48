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

    /// <summary>The AccessKey id with its middle masked.</summary>
    public string AccessKeyId => _settings.MaskedAccessKeyId;

    /// <summary>Whether the key is a temporary one with a security token.</summary>
    public bool IsTemporary => _settings.IsTemporary;

    /// <summary>How requests to the Log Service are signed.</summary>
    public SignatureVersion SignatureVersion => _settings.SignatureVersion;

    /// <summary>How long one attempt of a request may take.</summary>
    public TimeSpan RequestTimeout => _settings.RequestTimeout;

    /// <summary>Where the key came from: <c>Parameter</c> or <c>Environment</c>.</summary>
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
            _credentials = null;
            _logService?.Dispose();
            _logService = null;
            _ecs?.Dispose();
            _ecs = null;
        }
    }

    private ICredentialProvider RequireCredentials() => _credentials
        ?? throw new LogServiceException($"The connection to {this} was closed by Disconnect-AliLog.")
        {
            Kind = ErrorKind.Connection,
            ErrorCode = "ConnectionClosed",
            Remedy = "Connect again with Connect-AliLog.",
        };
}
