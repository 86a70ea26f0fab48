using System.Text;
using System.Text.Json;

namespace AliLogOps.Setup.Definition;

/// <summary>Reads a definition in JSON. Comments and a comma after the last item are allowed; every value keeps its place.</summary>
public static class JsonSetupReader
{
    /// <summary>Reads the text.</summary>
    /// <param name="text">The file's content.</param>
    /// <param name="file">The file's name for messages.</param>
    /// <exception cref="SetupDefinitionException">The text is no JSON, or a name stands twice in one object.</exception>
    public static SetupNode Read(string text, string file)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bytes = Encoding.UTF8.GetBytes(text.TrimStart('\uFEFF'));
        var places = new Places(bytes, file);
        var mistakes = new MistakeList();
        try
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            reader.Read();
            var root = ReadValue(ref reader, places, mistakes);
            // anything behind the value is found by going on
            reader.Read();
            mistakes.ThrowIfAny();
            return root;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            var at = problem as JsonException;
            var position = new SourcePosition(file, (int)(at?.LineNumber ?? 0) + 1, (int)(at?.BytePositionInLine ?? 0) + 1);
            mistakes.Add(position, "", $"This is no JSON: {Shorten(problem.Message)}", "Correct the text there; docs/setup.schema.json lets an editor check it while it is written.");
            mistakes.ThrowIfAny();
            throw;
        }
    }

    private static SetupNode ReadValue(ref Utf8JsonReader reader, Places places, MistakeList mistakes)
    {
        var position = places.At(reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return ReadMap(ref reader, position, places, mistakes);
            case JsonTokenType.StartArray:
                var items = new List<SetupNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(ReadValue(ref reader, places, mistakes));
                }

                return SetupNode.OfList(items, position);
            case JsonTokenType.String:
                return SetupNode.OfText(reader.GetString()!, position);
            case JsonTokenType.Number:
                return SetupNode.OfNumber(reader.TryGetInt64(out var whole) ? whole : reader.TryGetDecimal(out var number) ? number : (object)reader.GetDouble(), position);
            case JsonTokenType.True or JsonTokenType.False:
                return SetupNode.OfFlag(reader.GetBoolean(), position);
            default:
                return SetupNode.OfNull(position);
        }
    }

    private static SetupNode ReadMap(ref Utf8JsonReader reader, SourcePosition position, Places places, MistakeList mistakes)
    {
        var entries = new List<SetupEntry>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            var keyPosition = places.At(reader.TokenStartIndex);
            reader.Read();
            var value = ReadValue(ref reader, places, mistakes);
            if (entries.Any(entry => string.Equals(entry.Key, key, StringComparison.Ordinal)))
            {
                mistakes.Add(keyPosition, key, $"The name '{key}' stands twice in one object.", "Remove one of the two.");
            }
            else
            {
                entries.Add(new SetupEntry(key, keyPosition, value));
            }
        }

        return SetupNode.OfMap(entries, position);
    }

    // the framework appends the place, which the position already tells
    private static string Shorten(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    /// <summary>Lines and columns of byte offsets; asked in rising order, so each byte is looked at once.</summary>
    private sealed class Places(byte[] bytes, string file)
    {
        private int _line = 1;
        private int _lineStart;
        private int _seen;

        public SourcePosition At(long offset)
        {
            for (; _seen < offset; _seen++)
            {
                if (bytes[_seen] == (byte)'\n')
                {
                    _line++;
                    _lineStart = _seen + 1;
                }
            }

            var column = Encoding.UTF8.GetCharCount(bytes, _lineStart, (int)offset - _lineStart) + 1;
            return new SourcePosition(file, _line, column);
        }
    }
}
