using System.Text.Json;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Hosting;

/// <summary>A file named on the command line cannot be used; the message says which, why, and what to do.</summary>
internal sealed class StartFileException(string message) : Exception(message);

/// <summary>Reads JSON files that set the emulator up at its start.</summary>
internal static class StartFile
{
    // the same JSON as the control API takes, so that one file serves both
    private static readonly JsonDocumentOptions s_options = new() { AllowDuplicateProperties = false };

    /// <exception cref="StartFileException">It cannot be read, is no JSON, or what it says cannot be set up.</exception>
    public static void Load(string option, string path, Action<JsonElement> apply)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path), s_options);
            apply(document.RootElement);
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
