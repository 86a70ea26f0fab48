using System.Text.Json;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Hosting;

/// <summary>A file named on the command line cannot be used; the message says which, why, and what to do.</summary>
internal sealed class StartFileException(string message) : Exception(message);

/// <summary>JSON files that set the emulator up at its start.</summary>
/// <param name="option">Option that names the file, for messages.</param>
internal sealed class StartFile(string option, string path)
{
    /// <exception cref="StartFileException">It cannot be read, is no JSON, or what it says cannot be set up.</exception>
    public async Task ApplyAsync(Func<JsonElement, Task> apply)
    {
        try
        {
            byte[] bytes = await File.ReadAllBytesAsync(path).ConfigureAwait(false);
            // tells where the mistake is
            JsonDocument.Parse(bytes).Dispose();
            // the same JSON as the control API takes, so that one file serves both
            await apply(StrictJson.Parse(bytes)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartFileException($"The file '{path}' of {option} cannot be read: {e.Message}");
        }
        catch (JsonException e)
        {
            throw new StartFileException($"The file '{path}' of {option} is no valid JSON: {e.Message}");
        }
        catch (SlsException e)
        {
            throw new StartFileException($"The file '{path}' of {option} is wrong: {e.Error.Message}.");
        }
    }
}
