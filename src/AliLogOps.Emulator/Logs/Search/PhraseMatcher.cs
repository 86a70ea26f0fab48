using AliLogOps.Emulator.Logs.Wire;
using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Logs.Search;

/// <summary>Looks in a log for words that follow each other in one value.</summary>
internal sealed class PhraseMatcher(IndexDefinition definition, PhrasePlan phrase)
{
    private readonly byte[] _buffer = new byte[WordReader.BufferSize];

    /// <param name="index">Place of the log in the group.</param>
    public bool Matches(LogGroupLayout group, int index)
    {
        if (IndexDefinition.IsGroupKey(phrase.Field))
        {
            GroupOrigin origin = new(group.Topic, group.Source, group.Tags);
            return origin.Values(phrase.Field).Any(value => HasPhrase(Utf8Text.Bytes(value)));
        }
        LogFields fields = new(group.Log(index));
        while (fields.Next())
        {
            string key = Utf8Text.String(fields.Key);
            if (phrase.Field == FieldNames.KeyNames)
            {
                if (definition.LineCovers(key) && HasPhrase(fields.Key))
                {
                    return true;
                }
            }
            else if (JsonLeaves.Values(definition, phrase.Field, key, fields.Value) is { } values)
            {
                if (values.Exists(HasPhrase))
                {
                    return true;
                }
            }
            else if (IsSearched(key) && HasPhrase(fields.Value))
            {
                return true;
            }
        }
        return false;
    }

    private bool IsSearched(string key)
    {
        return phrase.Field == FieldNames.Line
            ? definition.LineCovers(key) && (!definition.Keys.TryGetValue(key, out FieldIndex? field) || field.IsNumber)
            : key == phrase.Field;
    }

    private bool HasPhrase(byte[] value)
    {
        return HasPhrase(value.AsSpan());
    }

    private bool HasPhrase(ReadOnlySpan<byte> value)
    {
        List<byte[]> words = [];
        WordReader reader = new(value, phrase.Rule, _buffer);
        while (reader.Next())
        {
            words.Add(reader.Word.ToArray());
        }
        for (int start = 0; start + phrase.Words.Count <= words.Count; start++)
        {
            int length = 0;
            while (length < phrase.Words.Count && words[start + length].AsSpan().SequenceEqual(phrase.Words[length]))
            {
                length++;
            }
            if (length == phrase.Words.Count)
            {
                return true;
            }
        }
        return false;
    }
}
