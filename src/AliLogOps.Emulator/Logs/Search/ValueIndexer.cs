using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Logs.Search;

/// <summary>What a segment notes of the values of one key.</summary>
internal abstract class ValueIndexer
{
    /// <param name="document">Number of the log that is being added.</param>
    public abstract void Add(int document, ReadOnlySpan<byte> value);

    public static ValueIndexer Create(MemorySegment segment, string key)
    {
        IndexDefinition definition = segment.Definition;
        TokenRule? line = definition.LineCovers(key) ? definition.Line : null;
        if (!definition.Keys.TryGetValue(key, out FieldIndex? field))
        {
            return new LineIndexer(segment, line);
        }
        return field.Type switch
        {
            FieldType.Text => new TextIndexer(segment, key, field.Rule!),
            FieldType.Json => new JsonIndexer(segment, key, field),
            _ => new NumberIndexer(segment, key, field.Type == FieldType.Double, line),
        };
    }

    /// <summary>A key without an index of its own: its words are part of the full text.</summary>
    private sealed class LineIndexer(MemorySegment segment, TokenRule? line) : ValueIndexer
    {
        private readonly int _field = segment.FieldNumber(FieldNames.Line);

        public override void Add(int document, ReadOnlySpan<byte> value)
        {
            if (line is not null)
            {
                segment.AddWords(_field, value, line);
            }
        }
    }

    private sealed class TextIndexer(MemorySegment segment, string key, TokenRule rule) : ValueIndexer
    {
        private readonly int _field = segment.FieldNumber(key);

        public override void Add(int document, ReadOnlySpan<byte> value)
        {
            if (value.IsEmpty)
            {
                segment.AddEmptyValue(_field);
            }
            else
            {
                segment.AddWords(_field, value, rule);
            }
        }
    }

    /// <summary>A number; as it has no words of its own, its text stays part of the full text.</summary>
    private sealed class NumberIndexer(MemorySegment segment, string key, bool isDouble, TokenRule? line) : ValueIndexer
    {
        private readonly int _field = segment.FieldNumber(key);
        private readonly int _lineField = segment.FieldNumber(FieldNames.Line);
        private readonly NumberColumn _numbers = segment.NumbersOf(key, isDouble);

        public override void Add(int document, ReadOnlySpan<byte> value)
        {
            if (value.IsEmpty)
            {
                segment.AddEmptyValue(_field);
            }
            _numbers.Add(document, value);
            if (line is not null)
            {
                segment.AddWords(_lineField, value, line);
            }
        }
    }
}
