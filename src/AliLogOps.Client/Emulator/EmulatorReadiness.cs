using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace AliLogOps.Client;

/// <summary>Waits for the emulator's ready line and explains why it does not come.</summary>
internal static class EmulatorReadiness
{
    private const int MaxErrorText = 4096;

    /// <summary>Exit code of an emulator that could not use its seed or fault file; what it says names the file and the mistake.</summary>
    private const int StartFileExitCode = 5;

    /// <summary>What the emulator says when it is ready.</summary>
    public static async Task<EmulatorInfo> WaitAsync(Process process, TimeSpan timeout, CancellationToken cancellationToken)
    {
        StringBuilder errors = new();
        Task errorsRead = ReadErrorsAsync(process, errors);
        process.StandardInput.Close();
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        string? line;
        try
        {
            line = await process.StandardOutput.ReadLineAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw EmulatorProgram.Failure(
                string.Create(CultureInfo.InvariantCulture, $"The emulator was not ready within {timeout.TotalSeconds:0.#} s.{Said(errors)}"),
                "Start it with a longer time, or run its program by hand to see what it does.",
                null);
        }

        if (line is null)
        {
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            await errorsRead.ConfigureAwait(false);
            throw Ended(process.ExitCode, errors);
        }

        try
        {
            EmulatorInfo info = EmulatorInfo.Parse(line);
            _ = ReadAllAsync(process.StandardOutput, static (_, _) => { });
            return info;
        }
        catch (FormatException fault)
        {
            throw EmulatorProgram.Failure(fault.Message, "The module and its emulator are of different versions; install the module again.", fault);
        }
    }

    private static Exception Ended(int exitCode, StringBuilder errors)
    {
        string said = Said(errors);
        if (said.Contains("You must install", StringComparison.Ordinal) || said.Contains("Microsoft.AspNetCore.App", StringComparison.Ordinal) || said.Contains("hostfxr", StringComparison.Ordinal))
        {
            return new RuntimeMissingException($"The emulator cannot run: its runtime, ASP.NET Core 10, is missing.{said}");
        }

        if (exitCode == StartFileExitCode && errors.Length > 0)
        {
            return new LogServiceException(errors.ToString().Trim())
            {
                Kind = ErrorKind.InvalidArgument,
                ErrorCode = ErrorCodes.EmulatorFileInvalid,
                Remedy = "Correct the file where the message says and start the emulator again; it was ended.",
            };
        }

        string remedy = exitCode switch
        {
            2 => "Correct the option the message names.",
            3 => "Choose another address or port, or port 0 for a free one.",
            _ => "Run the emulator's program by hand to see what it does.",
        };
        return EmulatorProgram.Failure($"The emulator ended with code {exitCode} before it was ready.{said}", remedy, null);
    }

    private static string Said(StringBuilder errors)
    {
        lock (errors)
        {
            return errors.Length == 0 ? string.Empty : " It said: " + errors.ToString().Trim();
        }
    }

    private static async Task ReadErrorsAsync(Process process, StringBuilder errors) =>
        await ReadAllAsync(process.StandardError, (buffer, read) =>
        {
            lock (errors)
            {
                errors.Append(buffer, 0, Math.Min(read, Math.Max(0, MaxErrorText - errors.Length)));
            }
        }).ConfigureAwait(false);

    // nobody reads later output, but a full pipe would stop the emulator
    private static async Task ReadAllAsync(StreamReader output, Action<char[], int> take)
    {
        char[] buffer = new char[1024];
        try
        {
            int read;
            while ((read = await output.ReadAsync(buffer).ConfigureAwait(false)) > 0)
            {
                take(buffer, read);
            }
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            // the process object is gone
        }
    }
}
