using System.Text.Json;

namespace AliLogOps.Emulator.Http;

/// <summary>JSON as the service takes it: no comments, no trailing commas, no repeated member.</summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions s_options = new()
    {
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
        AllowDuplicateProperties = false,
        MaxDepth = 64,
    };

    /// <exception cref="SlsException">400 PostBodyInvalid.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body, s_options);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw SlsErrors.PostBodyInvalid().ToException();
        }
    }
}
