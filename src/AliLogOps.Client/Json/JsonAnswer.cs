using System.Text.Json;

namespace AliLogOps.Client;

/// <summary>Reads the JSON of a successful answer; what is not JSON, or of another shape, is a protocol failure that says what came.</summary>
internal static class JsonAnswer
{
    /// <summary>Reads an object.</summary>
    public static T ReadObject<T>(ServiceResponse response, Func<JsonElement, T> read) => Read(response, JsonValueKind.Object, read);

    /// <summary>Reads an array.</summary>
    public static T ReadArray<T>(ServiceResponse response, Func<JsonElement, T> read) => Read(response, JsonValueKind.Array, read);

    private static T Read<T>(ServiceResponse response, JsonValueKind expected, Func<JsonElement, T> read)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(response.Body);
            return document.RootElement.ValueKind == expected
                ? read(document.RootElement)
                : throw Failures.Protocol(response, $"JSON {expected} was expected, but {document.RootElement.ValueKind} came");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // the second is how the framework reports text that is no UTF-8
            string type = response.Header("Content-Type") ?? "no content type";
            throw Failures.Protocol(response, $"{response.Body.Length} bytes of {type} came instead of JSON ({fault.Message})", fault);
        }
    }
}
