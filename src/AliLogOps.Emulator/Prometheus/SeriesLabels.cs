using System.Text;
using System.Text.RegularExpressions;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Wire;
using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Prometheus;

/// <summary>What identifies a time series, as UTF-8 (Log Service documentation, "Time series data").</summary>
/// <param name="Name">Name of the metric.</param>
/// <param name="NameBytes">The same as bytes.</param>
/// <param name="LabelBytes"><c>key#$#value|key#$#value</c> in the order of the keys, without the name.</param>
internal sealed record SeriesLabels(string Name, byte[] NameBytes, byte[] LabelBytes);

/// <summary>Collects and checks the labels of one series.</summary>
/// <param name="series">What to call it in an error.</param>
internal sealed partial class SeriesLabelsBuilder(string series)
{
    private const string NameLabel = "__name__";
    private const int Shown = 100;

    private readonly SortedDictionary<string, string> _labels = new(StringComparer.Ordinal);
    private string? _name;
    private int _size;

    /// <exception cref="SlsException">400 PostBodyInvalid or InvalidEncoding, 413 PostBodyTooLarge.</exception>
    public void Add(ReadOnlySpan<byte> label, ReadOnlySpan<byte> value)
    {
        _size += label.Length + value.Length + 4;
        if (_size > LogGroupLimits.ValueBytes)
        {
            throw SlsErrors.PostBodyTooLarge(_size, LogGroupLimits.ValueBytes).ToException();
        }
        string key = Utf8Text.String(label);
        if (!LabelPattern().IsMatch(key))
        {
            throw Invalid($"label name '{Short(key)}' of {series} is invalid: it must match [a-zA-Z_][a-zA-Z0-9_]*");
        }
        if (!Utf8Text.IsValid(value))
        {
            throw new SlsError(400, "InvalidEncoding", $"the value of label {Short(key)} of {series} is not valid UTF-8").ToException();
        }
        string text = Utf8Text.String(value);
        if (key == NameLabel)
        {
            SetName(text);
        }
        else if (text.Contains('|', StringComparison.Ordinal))
        {
            throw Invalid($"the value '{Short(text)}' of label {Short(key)} of {series} is invalid: it must not hold |");
        }
        else if (!_labels.TryAdd(key, text))
        {
            throw Twice(key);
        }
    }

    /// <exception cref="SlsException">400 PostBodyInvalid: there is no name.</exception>
    public SeriesLabels Build()
    {
        string name = _name ?? throw Invalid($"{series} has no label {NameLabel}: every series needs one");
        StringBuilder text = new();
        foreach ((string key, string value) in _labels)
        {
            text.Append(text.Length > 0 ? "|" : "").Append(key).Append("#$#").Append(value);
        }
        return new SeriesLabels(name, Utf8Text.Bytes(name), Utf8Text.Bytes(text.ToString()));
    }

    private void SetName(string name)
    {
        if (!NamePattern().IsMatch(name))
        {
            throw Invalid($"metric name '{Short(name)}' of {series} is invalid: it must match [a-zA-Z_:][a-zA-Z0-9_:]*");
        }
        _name = _name is null ? name : throw Twice(NameLabel);
    }

    private SlsException Twice(string label)
    {
        return Invalid($"label {Short(label)} of {series} is given twice");
    }

    private static SlsException Invalid(string message)
    {
        return SlsErrors.PostBodyInvalid(message).ToException();
    }

    private static string Short(string text)
    {
        return text.Length <= Shown ? text : string.Concat(text.AsSpan(0, Shown), "…");
    }

    [GeneratedRegex(@"\A[a-zA-Z_:][a-zA-Z0-9_:]*\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\A[a-zA-Z_][a-zA-Z0-9_]*\z")]
    private static partial Regex LabelPattern();
}
