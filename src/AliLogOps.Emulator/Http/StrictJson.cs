using System.Text.Json;
using System.Text.Unicode;

namespace AliLogOps.Emulator.Http;

/// <summary>JSON as the service takes it: no comments, no trailing commas, no repeated member, and every text whole Unicode.</summary>
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
            CheckTexts(body.Span);
            using JsonDocument document = JsonDocument.Parse(body, s_options);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw SlsErrors.PostBodyInvalid().ToException();
        }
    }

    /// <summary>The parser leaves bytes that are no UTF-8 and halves of surrogate pairs for whoever reads the text: too late for us.</summary>
    /// <exception cref="JsonException">There is such a text, or it is no JSON.</exception>
    private static void CheckTexts(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
        {
            throw new JsonException("The text is no UTF-8.");
        }
        Utf8JsonReader reader = new(body, new JsonReaderOptions { MaxDepth = s_options.MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || !reader.ValueIsEscaped)
            {
                continue;
            }
            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException e)
            {
                throw new JsonException("A text has half of a surrogate pair.", e);
            }
        }
    }
}
