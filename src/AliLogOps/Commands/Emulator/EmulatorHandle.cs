using System.Management.Automation;
using System.Security;
using AliLogOps.Client;

namespace AliLogOps.Commands;

/// <summary>The process of an emulator and the way to talk to it. What users see are pictures of it.</summary>
internal sealed class EmulatorHandle
{
    private readonly EmulatorProcess _process;
    private volatile bool _stopped;

    public EmulatorHandle(EmulatorProcess process, string? dataPath)
    {
        _process = process;
        DataPath = dataPath;
        Control = new EmulatorClient(new EmulatorClientOptions { Emulator = process.Info, OnRequest = RequestTraceSink.Publish });
        Credential = ToCredential(process.Info);
    }

    public EmulatorInfo Info => _process.Info;

    public string Endpoint => Info.Endpoint.BaseUri.GetLeftPart(UriPartial.Authority);

    public string? DataPath { get; }

    public PSCredential Credential { get; }

    public EmulatorClient Control { get; }

    /// <summary>When this session started it.</summary>
    public DateTimeOffset StartTime { get; } = DateTimeOffset.Now;

    public bool IsRunning => !_stopped && !_process.HasExited;

    /// <summary>A picture of it; one that has ended in the meantime is stopped, not an error.</summary>
    public async Task<LogEmulator> DescribeAsync(CancellationToken cancellationToken)
    {
        if (!IsRunning)
        {
            return new LogEmulator(this, null);
        }

        try
        {
            return new LogEmulator(this, await Control.GetStateAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (LogServiceException) when (!IsRunning)
        {
            return new LogEmulator(this, null);
        }
        catch (LogServiceException problem) when (problem.Kind == ErrorKind.Connection)
        {
            // the connection was refused a moment before the process could be seen to have ended
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken).ConfigureAwait(false);
            if (IsRunning)
            {
                throw;
            }

            return new LogEmulator(this, null);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!_stopped)
        {
            await _process.StopAsync(cancellationToken).ConfigureAwait(false);
            _stopped = true;
            Control.Dispose();
            await _process.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static PSCredential ToCredential(EmulatorInfo info)
    {
        var secret = new SecureString();
        foreach (var character in info.RevealAccessKeySecret())
        {
            secret.AppendChar(character);
        }

        secret.MakeReadOnly();
        return new PSCredential(info.Credential.AccessKeyId, secret);
    }
}
