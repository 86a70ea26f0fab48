using System.Text;

namespace AliLogOps.Client;

/// <summary>
/// RFC 4180 with the columns a caller named. Fields without a column, and repeats of one, go into the last column as JSON, so that
/// no field is lost.
/// </summary>
internal sealed class CsvLineWriter : LogLineWriter
{
    public const string ExtraColumn = "__extra__";

    private static readonly string[] s_ownColumns = ["__time__", "__time_ns_part__", "__source__", "__topic__"];

    private readonly byte[][] _columns;
    private readonly Slice?[] _values;
    private readonly ByteBuffer _extra = new(256);
    private readonly ByteBuffer _scratch = new(64);
    private readonly List<(byte[] Name, PairSlice Tag)> _tags = [];
    private readonly ByteBuffer _source = new(64);
    private readonly byte[] _header;

    public CsvLineWriter(IReadOnlyList<string> fields)
    {
        _columns = [.. fields.Select(Encoding.UTF8.GetBytes)];
        _values = new Slice?[_columns.Length];
        ByteBuffer header = new(256);
        foreach (string column in s_ownColumns.Concat(fields).Append(ExtraColumn))
        {
            if (header.Length > 0)
            {
                header.Write((byte)',');
            }

            header.WriteCsvText(Encoding.UTF8.GetBytes(column));
        }

        header.Write("\r\n"u8);
        _header = header.Span.ToArray();
    }

    public override ReadOnlyMemory<byte> Header => _header;

    public override void BeginGroup(ReadOnlySpan<byte> page, GroupLayout group)
    {
        _source.Clear();
        _source.WriteCsvText(group.Source.Of(page));
        _source.Write((byte)',');
        _source.WriteCsvText(group.Topic.Of(page));
        _tags.Clear();
        foreach (PairSlice tag in group.Tags)
        {
            _scratch.Clear();
            _scratch.Write("__tag__:"u8);
            _scratch.Write(tag.Name.Of(page));
            _tags.Add((_scratch.Span.ToArray(), tag));
        }
    }

    public override void WriteLog(ReadOnlySpan<byte> page, LogLayout log, ByteBuffer output)
    {
        Array.Clear(_values);
        _extra.Clear();
        int next = 0;
        foreach ((byte[] name, PairSlice tag) in _tags)
        {
            Place(page, name, tag.Value, ref next);
        }

        foreach (PairSlice field in log.Fields)
        {
            Place(page, field.Name.Of(page), field.Value, ref next);
        }

        output.WriteNumber(log.Time);
        output.Write((byte)',');
        if (log.Nanosecond >= 0)
        {
            output.WriteNumber(log.Nanosecond);
        }

        output.Write((byte)',');
        output.Write(_source.Span);
        foreach (Slice? value in _values)
        {
            output.Write((byte)',');
            if (value is { } slice)
            {
                output.WriteCsvText(slice.Of(page));
            }
        }

        output.Write((byte)',');
        if (_extra.Length > 0)
        {
            _extra.Write((byte)'}');
            output.WriteCsvText(_extra.Span);
        }

        output.Write("\r\n"u8);
    }

    // logs of one kind have their fields in one order: the column behind the last one found is nearly always the next
    private void Place(ReadOnlySpan<byte> page, ReadOnlySpan<byte> name, Slice value, ref int next)
    {
        for (int tried = 0; tried < _columns.Length; tried++)
        {
            int column = next + tried < _columns.Length ? next + tried : next + tried - _columns.Length;
            if (_values[column] is null && name.SequenceEqual(_columns[column]))
            {
                _values[column] = value;
                next = column + 1 < _columns.Length ? column + 1 : 0;
                return;
            }
        }

        ExtraFields++;
        _extra.Write(_extra.Length == 0 ? (byte)'{' : (byte)',');
        _extra.WriteJsonText(name);
        _extra.Write((byte)':');
        _extra.WriteJsonText(value.Of(page));
    }
}
