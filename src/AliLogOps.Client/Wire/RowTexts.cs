using System.Text;
using System.Text.Json;

namespace AliLogOps.Client;

/// <summary>What the rows of one answer share while they are read: texts that repeat, and room for fields.</summary>
internal sealed class RowTexts
{
    private readonly TextCache _names = new();
    private readonly TextCache _values = new();

    /// <summary>Room for the fields of the row being read.</summary>
    public PairBuffer Fields { get; } = new();

    /// <summary>The name the reader stands on.</summary>
    public string Name(ref Utf8JsonReader reader) => reader.ValueIsEscaped ? TolerantText.Read(ref reader) : _names.Get(reader.ValueSpan);

    /// <summary>The value the reader stands on as text; of an object or list its JSON.</summary>
    public string Value(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.ValueIsEscaped ? TolerantText.Read(ref reader) : _values.Get(reader.ValueSpan);
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                using (JsonDocument nested = JsonDocument.ParseValue(ref reader))
                {
                    return nested.RootElement.GetRawText();
                }

            default:
                return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }
}
