using System.Globalization;
using AliLogOps.Emulator.Logs.Search;
using AliLogOps.Emulator.Logs.Wire;
using AliLogOps.Emulator.Query;
using AliLogOps.Emulator.Sql.Translation;
using SQLitePCL;

namespace AliLogOps.Emulator.Sql.Execution;

/// <summary>Turns logs into rows of the table of their logstore.</summary>
/// <param name="maxTextLength">Bytes of a text that a statement sees.</param>
/// <param name="group">Reads a log group.</param>
internal sealed class LogRows(IReadOnlyList<LogColumn> columns, int maxTextLength, Func<long, LogGroupLayout> group)
{
    private readonly Dictionary<IndexDefinition, KeyColumn[]> _keys = [];

    private readonly bool _needsLog = columns.Any(column => column.Source is not (LogColumnSource.Time or LogColumnSource.Date));
    private LogGroupLayout? _group;
    private long _groupId = -1;

    /// <summary>Binds the values of a log; logs of one group should come one after the other.</summary>
    public void Bind(sqlite3_stmt insert, in FoundLog log)
    {
        if (_needsLog && log.GroupId != _groupId)
        {
            _group = group(log.GroupId);
            _groupId = log.GroupId;
        }
        raw.sqlite3_clear_bindings(insert);
        for (int i = 0; i < columns.Count; i++)
        {
            LogColumn column = columns[i];
            switch (column.Source)
            {
                case LogColumnSource.Time:
                    raw.sqlite3_bind_int64(insert, i + 1, log.Time);
                    break;
                case LogColumnSource.Date:
                    raw.sqlite3_bind_text(insert, i + 1, SqlTime.Local(log.Time * 1000L).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
                    break;
                case LogColumnSource.Source:
                    BindText(insert, i + 1, column.Type, Utf8Text.Bytes(_group!.Source));
                    break;
                case LogColumnSource.Topic:
                    BindText(insert, i + 1, column.Type, Utf8Text.Bytes(_group!.Topic));
                    break;
                case LogColumnSource.Tag:
                    BindTag(insert, i + 1, column, _group!);
                    break;
                default:
                    break;
            }
        }
        if (!_keys.TryGetValue(log.Definition, out KeyColumn[]? keys))
        {
            keys = KeysOf(log.Definition);
            _keys.Add(log.Definition, keys);
        }
        if (keys.Length > 0)
        {
            BindKeys(insert, keys, _group!.Log(log.Index));
        }
    }

    /// <summary>The columns that logs written under an index have keys for.</summary>
    private KeyColumn[] KeysOf(IndexDefinition written)
    {
        List<KeyColumn> keys = [];
        for (int i = 0; i < columns.Count; i++)
        {
            LogColumn column = columns[i];
            if (column.Source is LogColumnSource.Key or LogColumnSource.JsonLeaf && column.IsIn(written))
            {
                keys.Add(new KeyColumn(Utf8Text.Bytes(column.Key), column, i + 1));
            }
        }
        return [.. keys];
    }

    private void BindTag(sqlite3_stmt insert, int parameter, LogColumn column, LogGroupLayout origin)
    {
        foreach ((string key, string value) in origin.Tags)
        {
            if (key == column.Key)
            {
                BindText(insert, parameter, column.Type, Utf8Text.Bytes(value));
            }
        }
    }

    /// <summary>A key that comes twice has its last value, as in the answers of a search.</summary>
    private void BindKeys(sqlite3_stmt insert, KeyColumn[] keys, ReadOnlySpan<byte> log)
    {
        LogFields fields = new(log);
        while (fields.Next())
        {
            foreach ((byte[] key, LogColumn column, int parameter) in keys)
            {
                if (!fields.Key.SequenceEqual(key))
                {
                    continue;
                }
                if (column.Source == LogColumnSource.Key)
                {
                    BindText(insert, parameter, column.Type, fields.Value);
                }
                else
                {
                    BindLeaf(insert, parameter, column, fields.Value);
                }
            }
        }
    }

    private void BindLeaf(sqlite3_stmt insert, int parameter, LogColumn column, ReadOnlySpan<byte> value)
    {
        byte[]? leaf = null;
        JsonLeaves.Walk(value, (path, text) =>
        {
            if (path == column.Path)
            {
                leaf = text.ToArray();
            }
        });
        if (leaf is null)
        {
            raw.sqlite3_bind_null(insert, parameter);
        }
        else
        {
            BindText(insert, parameter, column.Type, leaf);
        }
    }

    /// <summary>A text that is no number is null in a column of numbers.</summary>
    private void BindText(sqlite3_stmt insert, int parameter, SqlType type, ReadOnlySpan<byte> value)
    {
        switch (type.Kind)
        {
            case SqlKind.Bigint when QueryNumber.TryParseLong(value, out long integer):
                raw.sqlite3_bind_int64(insert, parameter, integer);
                break;
            case SqlKind.Double when QueryNumber.TryParseDouble(value, out double number):
                raw.sqlite3_bind_double(insert, parameter, number);
                break;
            case SqlKind.Bigint or SqlKind.Double:
                raw.sqlite3_bind_null(insert, parameter);
                break;
            default:
                raw.sqlite3_bind_text(insert, parameter, Utf8Text.Prefix(value, maxTextLength));
                break;
        }
    }

    private sealed record KeyColumn(byte[] Key, LogColumn Column, int Parameter);
}
