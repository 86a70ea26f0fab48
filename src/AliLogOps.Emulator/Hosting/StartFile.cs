using System.Text.Json;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Hosting;

/// <summary>A file named on the command line cannot be used; the message says which, why, and what to do.</summary>
internal sealed class StartFileException(string message) : Exception(message);

/// <summary>JSON files that set the emulator up at its start.</summary>
/// <param name="kind">Which file it is, for messages: "seed file".</param>
internal sealed class StartFile(string kind, string path)
{
    private const string Remedy = "docs/emulator.md shows its form.";

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
            throw new StartFileException($"The {kind} '{path}' cannot be read: {e.Message} Give the path of a JSON file that can be read.");
        }
        catch (JsonException e)
        {
            throw new StartFileException($"The {kind} '{path}' is no valid JSON: {e.Message} {Remedy}");
        }
        catch (SlsException e)
        {
            throw new StartFileException($"The {kind} '{path}' is wrong: {e.Error.Message}. {Remedy}");
        }
    }
}
