using System.Collections;
using System.Globalization;
using System.Management.Automation;
using AliLogOps.Transformations;

namespace AliLogOps.Logs;

/// <summary>Turns what is piped into Send-AliLog into logs, and refuses what the service would refuse, one log at a time.</summary>
internal sealed class LogInputReader
{
    /// <summary>Field that a piped text or number becomes, as Logtail's simple mode names it.</summary>
    public const string ContentKey = "content";

    private readonly LogLabels _labels;
    private readonly string? _timeProperty;
    private readonly bool _topicGiven;
    private readonly bool _sourceGiven;
    private readonly TimeProvider _clock;
    private readonly bool _asJson;
    private LogLabels? _lastLabels;

    public LogInputReader(string? topic, string? source, IReadOnlyList<KeyValuePair<string, string>> tags, string? timeProperty, bool asJson, TimeProvider clock)
    {
        _asJson = asJson;
        _labels = new LogLabels(topic ?? "", source ?? "", tags);
        _topicGiven = topic is not null;
        _sourceGiven = source is not null;
        _timeProperty = timeProperty;
        _clock = clock;
    }

    /// <exception cref="LogRuleException">The log breaks a rule.</exception>
    public LogDraft Read(PSObject input) => ReadInput(input) with { Input = input };

    private LogDraft ReadInput(PSObject input)
    {
        var builder = new LogDraftBuilder(_timeProperty, _clock.GetUtcNow());
        if (input.TypeNames.Any(name => name.EndsWith(LogEntryBuilder.EntryTypeName, StringComparison.Ordinal)))
        {
            return ReadEntry(input, builder);
        }

        switch (input.BaseObject)
        {
            case string text when _asJson:
                return ReadJson(text, builder);

            case string text:
                builder.AddField(ContentKey, text);
                break;
            case IDictionary fields:
                foreach (DictionaryEntry field in fields)
                {
                    builder.Add(Convert.ToString(field.Key, CultureInfo.InvariantCulture) ?? "", field.Value);
                }

                break;
            case IList:
                throw new LogRuleException("AliLog.LogValueInvalid", "A list is not a log.", "Pipe its items one by one, or make it the value of a field as text.");
            case IConvertible or DateTimeOffset or Guid or TimeSpan:
                builder.AddField(ContentKey, LogValue.ToText(ContentKey, input.BaseObject));
                break;
            default:
                foreach (var property in input.Properties)
                {
                    if (property.IsGettable)
                    {
                        builder.Add(property.Name, property.Value);
                    }
                }

                break;
        }

        return builder.Build(_labels);
    }

    // a log from a search or a shard keeps its time, topic, source and tags unless the command gives others
    private LogDraft ReadEntry(PSObject entry, LogDraftBuilder builder)
    {
        var tags = new List<KeyValuePair<string, string>>(_labels.Tags);
        foreach (var property in entry.Properties)
        {
            if (property.Name.StartsWith(LogEntryBuilder.TagPrefix, StringComparison.Ordinal))
            {
                AddTag(tags, property.Name[LogEntryBuilder.TagPrefix.Length..], property.Value as string ?? "");
            }
            else if (property.Name == "Time")
            {
                builder.SetTime(property.Value);
            }
            else if (!LogEntryBuilder.IsOwnProperty(property.Name) && property.Name != "__pack_meta__")
            {
                builder.AddField(property.Name, LogValue.ToText(property.Name, property.Value));
            }
        }

        return builder.Build(Label(entry.Properties["Topic"]?.Value as string, entry.Properties["Source"]?.Value as string, tags));
    }

    // a line as Export-AliLog writes it, or any other JSON object
    private LogDraft ReadJson(string text, LogDraftBuilder builder)
    {
        var tags = new List<KeyValuePair<string, string>>(_labels.Tags);
        string? topic = null;
        string? source = null;
        foreach (var (name, value) in JsonLog.Read(text))
        {
            if (name.StartsWith(LogEntryBuilder.TagPrefix, StringComparison.Ordinal))
            {
                AddTag(tags, name[LogEntryBuilder.TagPrefix.Length..], value);
                continue;
            }

            switch (name)
            {
                case "__time__": builder.SetTime(value); break;
                case "__time_ns_part__": builder.SetNanosecond(value); break;
                case "__topic__": topic = value; break;
                case "__source__": source = value; break;
                default: builder.Add(name, value); break;
            }
        }

        return builder.Build(Label(topic, source, tags));
    }

    private LogLabels Label(string? topic, string? source, List<KeyValuePair<string, string>> tags)
    {
        var labels = new LogLabels(_topicGiven ? _labels.Topic : topic ?? _labels.Topic, _sourceGiven ? _labels.Source : source ?? _labels.Source, tags);
        _lastLabels = labels.Equals(_lastLabels) ? _lastLabels : labels;
        return _lastLabels;
    }

    // tags the service or the agent adds belong to the first journey; the second gets its own
    private void AddTag(List<KeyValuePair<string, string>> tags, string name, string value)
    {
        if (name is not ("__receive_time__" or "__client_ip__" or "__pack_id__") && !_labels.Tags.Any(tag => tag.Key == name))
        {
            tags.Add(new(name, value));
        }
    }
}
