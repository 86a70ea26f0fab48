using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Logs.Search;

/// <summary>
/// A JSON value: its leaves under their dotted paths, and the words of the whole text under the key itself. The latter
/// is our choice: «unconfirmed» what the service finds when a JSON key is asked for without a path.
/// </summary>
internal sealed class JsonIndexer(MemorySegment segment, string key, FieldIndex field) : ValueIndexer
{
    private readonly int _whole = segment.FieldNumber(key);
    private readonly Dictionary<string, ValueIndexer?> _leaves = new(StringComparer.Ordinal);

    public override void Add(int document, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            segment.AddEmptyValue(_whole);
            return;
        }
        segment.AddWords(_whole, value, field.Rule!);
        JsonLeaves.Walk(value, (path, text) => AddLeaf(path, text, document));
    }

    private void AddLeaf(string path, ReadOnlySpan<byte> text, int document)
    {
        if (!_leaves.TryGetValue(path, out ValueIndexer? indexer))
        {
            indexer = CreateLeaf(path);
            _leaves.Add(path, indexer);
        }
        indexer?.Add(document, text);
    }

    private LeafIndexer? CreateLeaf(string path)
    {
        string name = key + "." + path;
        // a key of that very name has an index of its own, which wins
        return !segment.Definition.Keys.ContainsKey(name) && field.Leaf(path) is { } leaf ? new LeafIndexer(segment, name, leaf) : null;
    }

    private sealed class LeafIndexer(MemorySegment segment, string name, FieldIndex leaf) : ValueIndexer
    {
        private readonly int _field = segment.FieldNumber(name);
        private readonly NumberColumn? _numbers = leaf.IsNumber ? segment.NumbersOf(name, leaf.Type == FieldType.Double) : null;

        public override void Add(int document, ReadOnlySpan<byte> value)
        {
            segment.AddPresence(_field);
            _numbers?.Add(document, value);
            if (value.IsEmpty)
            {
                segment.AddEmptyValue(_field);
            }
            else if (leaf.Rule is not null)
            {
                segment.AddWords(_field, value, leaf.Rule);
            }
        }
    }
}
