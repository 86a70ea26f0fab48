using System.Globalization;
using System.Text.Json;
using AliLogOps.Emulator.Logs.Api;

namespace AliLogOps.Emulator.Spl;

/// <summary>A log that a script has left, as GetLogs returns it; a field without a value is left out («unconfirmed»).</summary>
internal sealed class SplRow : IAnswerRow
{
    private readonly List<(string Name, byte[] Text)> _members = [];

    public SplRow(SplRecord record)
    {
        Add(SplNames.Time, Number(record.Time));
        if (record.Nanoseconds is { } nanoseconds)
        {
            Add(SplNames.Nanoseconds, Number(nanoseconds));
        }
        foreach (SplField field in record.Fields)
        {
            if (field.Text() is { } text)
            {
                Add(field.Name, text);
            }
        }
    }

    /// <summary>Bytes it holds, roughly.</summary>
    public long Size { get; private set; }

    /// <summary>Names of the members that are not part of every log.</summary>
    public IEnumerable<string> Keys()
    {
        return _members.Select(member => member.Name).Where(name => name is not (SplNames.Time or SplNames.Source or SplNames.Topic));
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach ((string name, byte[] text) in _members)
        {
            json.WriteString(name, text);
        }
        json.WriteEndObject();
    }

    private void Add(string name, byte[] text)
    {
        _members.Add((name, text));
        Size += 64 + text.Length;
    }

    private static byte[] Number(uint value)
    {
        return System.Text.Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture));
    }
}
