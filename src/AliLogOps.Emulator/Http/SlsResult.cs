using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AliLogOps.Emulator.Http;

/// <summary>What an operation answers. Every success of the service is status 200, an empty body included.</summary>
internal sealed class SlsResult
{
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public int Status { get; init; } = 200;

    /// <summary>Content-Type of the body; null for an empty body.</summary>
    public string? ContentType { get; init; }

    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Further headers, names in lower case, since some clients look headers up case-sensitively.</summary>
    public List<KeyValuePair<string, string>> Headers { get; } = [];

    public static SlsResult Empty => new();

    public SlsResult With(string name, string value)
    {
        Headers.Add(new(name, value));
        return this;
    }

    /// <summary>A JSON answer written by the callback.</summary>
    public static SlsResult Json(Action<Utf8JsonWriter> write, int status = 200)
    {
        ArrayBufferWriter<byte> buffer = new(512);
        using (Utf8JsonWriter writer = new(buffer, s_json))
        {
            write(writer);
        }
        return new SlsResult { Status = status, ContentType = "application/json", Body = buffer.WrittenMemory };
    }

    public static SlsResult Json(JsonNode node, int status = 200)
    {
        return Json(writer => node.WriteTo(writer), status);
    }

    /// <summary>A JSON answer that is already text.</summary>
    public static SlsResult JsonText(string json)
    {
        return new SlsResult { ContentType = "application/json", Body = Encoding.UTF8.GetBytes(json) };
    }

    public static SlsResult Error(SlsError error)
    {
        return Json(
            writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("errorCode", error.Code);
                writer.WriteString("errorMessage", error.Message);
                writer.WriteEndObject();
            },
            error.Status);
    }
}
