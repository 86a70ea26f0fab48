using System.Globalization;
using System.Text.Json;
using AliLogOps.Emulator.Sql.Execution;

namespace AliLogOps.Emulator.Sql.Functions;

/// <summary>A path into a JSON value: <c>$.a["b c"][0].d</c>.</summary>
internal sealed class JsonPath
{
    private readonly List<object> _steps = [];

    private JsonPath()
    {
    }

    /// <summary>The path of an argument, read once for the statement.</summary>
    public static JsonPath Of(SqlCall call, int index)
    {
        string text = call.Text(index);
        return call.Run.Once(("path", text), 500, () => Parse(text));
    }

    /// <summary>What the path leads to, or null if it leads nowhere.</summary>
    public JsonElement? Find(JsonElement root)
    {
        JsonElement element = root;
        foreach (object step in _steps)
        {
            if (step is string name && element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member))
            {
                element = member;
            }
            else if (step is int number && element.ValueKind == JsonValueKind.Array && number < element.GetArrayLength())
            {
                element = element[number];
            }
            else
            {
                return null;
            }
        }
        return element;
    }

    /// <exception cref="SqlValueException">The text is no path.</exception>
    public static JsonPath Parse(string text)
    {
        JsonPath path = new();
        int position = text.StartsWith('$') ? 1 : throw Invalid(text);
        while (position < text.Length)
        {
            if (text[position] == '.')
            {
                int end = text.AsSpan(position + 1).IndexOfAny('.', '[');
                end = end < 0 ? text.Length : position + 1 + end;
                path.AddName(text[(position + 1)..end], text);
                position = end;
            }
            else if (text[position] == '[')
            {
                position = path.ReadBracket(text, position + 1);
            }
            else
            {
                throw Invalid(text);
            }
        }
        return path;
    }

    private int ReadBracket(string text, int position)
    {
        char quote = position < text.Length ? text[position] : throw Invalid(text);
        bool quoted = quote is '"' or '\'';
        int close = quoted ? text.IndexOf(quote, position + 1) : text.IndexOf(']', position);
        if (close < 0)
        {
            throw Invalid(text);
        }
        if (quoted)
        {
            AddName(text[(position + 1)..close], text);
            close++;
            return close < text.Length && text[close] == ']' ? close + 1 : throw Invalid(text);
        }
        string inner = text[position..close];
        if (int.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            _steps.Add(number);
        }
        else
        {
            AddName(inner, text);
        }
        return close + 1;
    }

    private void AddName(string name, string text)
    {
        _steps.Add(name.Length > 0 && !name.Contains('*', StringComparison.Ordinal) ? name : throw Invalid(text));
    }

    private static SqlValueException Invalid(string text)
    {
        return new SqlValueException($"Invalid JSON path: '{text}'");
    }
}
