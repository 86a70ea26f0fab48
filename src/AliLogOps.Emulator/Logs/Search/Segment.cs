using AliLogOps.Emulator.Logs.Storage;
using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Logs.Search;

/// <summary>
/// Logs that arrived one after the other and were written under one index definition, numbered from 0: the unit of
/// search. What it knows of each log beside its words is the time, the log group, and which keys it has.
/// </summary>
internal abstract class Segment(IndexDefinition definition)
{
    /// <summary>Stands for an empty value; no UTF-8 word has this byte.</summary>
    protected static readonly byte[] EmptyWord = [0xFF, 0];

    /// <summary>Stands for a leaf of a JSON value that is there.</summary>
    protected static readonly byte[] PresentWord = [0xFF, 1];

    /// <summary>Index under which the logs were written.</summary>
    public IndexDefinition Definition { get; } = definition;

    public abstract int Documents { get; }

    /// <summary>Earliest time of a log, in epoch seconds.</summary>
    public abstract uint MinTime { get; }

    /// <summary>Latest time of a log, in epoch seconds.</summary>
    public abstract uint MaxTime { get; }

    /// <summary>Time of each log, in epoch seconds.</summary>
    public abstract ReadOnlySpan<uint> Times { get; }

    /// <summary>Log groups in the order of their arrival.</summary>
    protected abstract ReadOnlySpan<SegmentGroup> Groups { get; }

    /// <summary>Distinct combinations of topic, source and tags.</summary>
    protected abstract IReadOnlyList<GroupOrigin> Origins { get; }

    /// <summary>Distinct lists of keys.</summary>
    protected abstract IReadOnlyList<string[]> KeyLists { get; }

    /// <summary>Index into <see cref="KeyLists"/> of a log.</summary>
    protected abstract int KeyListOf(int document);

    /// <summary>Adds the logs that hold the word in a field.</summary>
    protected abstract void AddPostings(string field, ReadOnlySpan<byte> word, DocSet result);

    /// <summary>Adds the logs that hold a word of the pattern in a field.</summary>
    protected abstract void AddPostings(string field, WordPattern pattern, DocSet result);

    /// <summary>Adds the logs that have a number of the range in a field.</summary>
    public abstract void AddNumbers(string field, NumberRange range, DocSet result);

    /// <summary>The group of a log and the log's place in it.</summary>
    public (long GroupId, int Index) Locate(int document)
    {
        ReadOnlySpan<SegmentGroup> groups = Groups;
        int low = 0;
        int high = groups.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (groups[middle].FirstDocument <= document)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }
        return (groups[low].Id, document - groups[low].FirstDocument);
    }

    /// <summary>Keys and origins of the groups whose origin is wanted, in the order of arrival.</summary>
    public List<(long Id, GroupOrigin Origin)> GroupsWith(Func<GroupOrigin, bool> predicate)
    {
        bool[] chosen = [.. Origins.Select(predicate)];
        List<(long, GroupOrigin)> groups = [];
        foreach (SegmentGroup group in Groups)
        {
            if (chosen[group.Origin])
            {
                groups.Add((group.Id, Origins[group.Origin]));
            }
        }
        return groups;
    }

    public void AddWord(string field, byte[] word, DocSet result)
    {
        if (!AddFromTables(field, found => found.SequenceEqual(word), result))
        {
            AddPostings(field, word, result);
        }
    }

    public void AddPattern(string field, WordPattern pattern, DocSet result)
    {
        if (!AddFromTables(field, pattern.Matches, result))
        {
            AddPostings(field, pattern, result);
        }
    }

    public void AddPresent(string field, DocSet result)
    {
        if (IndexDefinition.IsGroupKey(field))
        {
            AddOrigins(origin => origin.Values(field).Any(), result);
        }
        else if (Definition.Keys.ContainsKey(field))
        {
            AddKeyLists(keys => keys.Contains(field), result);
        }
        else
        {
            AddPostings(field, PresentWord, result);
        }
    }

    public void AddEmpty(string field, DocSet result)
    {
        if (IndexDefinition.IsGroupKey(field))
        {
            AddOrigins(origin => origin.Values(field).Any(value => value.Length == 0), result);
        }
        else
        {
            AddPostings(field, EmptyWord, result);
        }
    }

    /// <summary>Takes out of a set of logs those that have been deleted.</summary>
    public void RemoveDeleted(DeletedLogs deleted, DocSet result)
    {
        ReadOnlySpan<SegmentGroup> groups = Groups;
        if (deleted.GroupCount == 0 || groups.IsEmpty)
        {
            return;
        }
        // both are in the order of the keys
        int number = deleted.FirstFrom(groups[0].Id);
        for (int i = 0; i < groups.Length && number < deleted.GroupCount;)
        {
            (long groupId, DocSet logs) = deleted[number];
            if (groups[i].Id < groupId)
            {
                i++;
                continue;
            }
            number++;
            // a group may be of no index and so of no segment
            for (int index = groups[i].Id == groupId ? logs.NextFrom(0) : -1; index >= 0; index = logs.NextFrom(index + 1))
            {
                result.Remove(groups[i].FirstDocument + index);
            }
        }
    }

    public void AddTopic(string topic, DocSet result)
    {
        AddOrigins(origin => origin.Topic == topic, result);
    }

    /// <summary>Properties of groups and names of keys have no postings: the few distinct ones are looked at. False for other fields.</summary>
    private bool AddFromTables(string field, Func<ReadOnlySpan<byte>, bool> matches, DocSet result)
    {
        bool isGroupKey = IndexDefinition.IsGroupKey(field);
        if (!isGroupKey && field != FieldNames.KeyNames)
        {
            return false;
        }
        byte[] buffer = new byte[WordReader.BufferSize];
        if (isGroupKey)
        {
            TokenRule rule = Definition.Find(field)!.Rule!;
            AddOrigins(origin => HasWord(origin.Values(field), rule, matches, buffer), result);
        }
        else
        {
            AddKeyLists(keys => HasWord(keys.Where(Definition.LineCovers), Definition.Line!, matches, buffer), result);
        }
        return true;
    }

    private void AddOrigins(Func<GroupOrigin, bool> predicate, DocSet result)
    {
        bool[] chosen = [.. Origins.Select(predicate)];
        ReadOnlySpan<SegmentGroup> groups = Groups;
        for (int i = 0; i < groups.Length; i++)
        {
            if (chosen[groups[i].Origin])
            {
                result.AddRange(groups[i].FirstDocument, i + 1 < groups.Length ? groups[i + 1].FirstDocument : Documents);
            }
        }
    }

    private void AddKeyLists(Func<string[], bool> predicate, DocSet result)
    {
        bool[] chosen = [.. KeyLists.Select(predicate)];
        if (Array.TrueForAll(chosen, yes => yes))
        {
            result.AddAll();
        }
        else if (Array.Exists(chosen, yes => yes))
        {
            for (int document = 0; document < Documents; document++)
            {
                if (chosen[KeyListOf(document)])
                {
                    result.Add(document);
                }
            }
        }
    }

    private static bool HasWord(IEnumerable<string> values, TokenRule rule, Func<ReadOnlySpan<byte>, bool> matches, byte[] buffer)
    {
        foreach (string value in values)
        {
            WordReader reader = new(Utf8Text.Bytes(value), rule, buffer);
            while (reader.Next())
            {
                if (matches(reader.Word))
                {
                    return true;
                }
            }
        }
        return false;
    }
}
