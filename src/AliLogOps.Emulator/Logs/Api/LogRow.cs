using System.Globalization;
using System.Text;
using System.Text.Json;
using AliLogOps.Emulator.Logs.Context;
using AliLogOps.Emulator.Logs.Storage;
using AliLogOps.Emulator.Logs.Wire;
using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Logs.Api;

/// <summary>A log as GetLogs returns it: names and texts in the order of the log, names unique.</summary>
internal sealed class LogRow : IAnswerRow
{
    private static readonly byte[] s_rowIdKey = Utf8Text.Bytes(RowId.MemberName);

    private readonly List<KeyValuePair<byte[], byte[]>> _members = [];

    private LogRow()
    {
    }

    /// <summary>Reads the log at a place of a group.</summary>
    /// <param name="packMeta">
    /// Where the log is, for searches that ask for it; only then is the pack id among the tags. A group without pack id has
    /// no context, and the row neither of the two.
    /// </param>
    /// <param name="rowId">The log's row id, where searches give one; it wins over a key of the log of that name.</param>
    public static LogRow Read(LogGroupLayout group, int index, string? packMeta = null, string? rowId = null)
    {
        LogRow row = new();
        LogFields fields = new(group.Log(index));
        while (fields.Next())
        {
            if (rowId is not null && fields.Key.SequenceEqual(s_rowIdKey))
            {
                continue;
            }
            row._members.Add(new(fields.Key.ToArray(), fields.Value.ToArray()));
        }
        List<KeyValuePair<byte[], byte[]>> head = [Member("__time__", Number(fields.Time ?? 0))];
        if (fields.Nanoseconds is { } nanoseconds)
        {
            // the name that the official clients give it when they flatten pulled logs; «unconfirmed» for a search
            head.Add(Member("__time_ns_part__", Number(nanoseconds)));
        }
        if (rowId is not null)
        {
            head.Add(Member(RowId.MemberName, rowId));
        }
        head.Add(Member("__source__", group.Source));
        head.Add(Member("__topic__", group.Topic));
        foreach ((string key, string value) in group.Tags)
        {
            bool isPackId = key == PackId.TagName;
            if (!isPackId || packMeta is not null)
            {
                head.Add(Member("__tag__:" + key, value));
            }
            if (isPackId && packMeta is not null)
            {
                head.Add(Member(PackMeta.MemberName, packMeta));
            }
        }
        row._members.InsertRange(0, head);
        row.MakeUnique();
        return row;
    }

    /// <summary>Puts a member before all others.</summary>
    public void Prepend(string key, string value)
    {
        _members.Insert(0, Member(key, value));
    }

    /// <summary>Names of the members that are not part of every log.</summary>
    public IEnumerable<string> Keys()
    {
        return _members.Select(member => Utf8Text.String(member.Key)).Where(key => key is not ("__time__" or "__source__" or "__topic__"));
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach ((byte[] key, byte[] value) in _members)
        {
            json.WriteString(key, value);
        }
        json.WriteEndObject();
    }

    /// <summary>A name that comes twice has its last value: a JSON object holds one.</summary>
    private void MakeUnique()
    {
        HashSet<string>? names = null;
        for (int i = _members.Count - 1; i >= 0; i--)
        {
            names ??= new HashSet<string>(_members.Count, StringComparer.Ordinal);
            if (!names.Add(Encoding.UTF8.GetString(_members[i].Key)))
            {
                _members.RemoveAt(i);
            }
        }
    }

    private static KeyValuePair<byte[], byte[]> Member(string key, string value)
    {
        return new(Utf8Text.Bytes(key), Utf8Text.Bytes(value));
    }

    private static string Number(uint value)
    {
        return value.ToString(CultureInfo.InvariantCulture);
    }
}
