using System.Runtime.InteropServices;
using AliLogOps.Emulator.Logs.Wire;
using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Logs.Search;

/// <summary>
/// The segment that takes new logs. The words of each log are kept as numbers in the order of the logs; a search runs
/// over them, which is quick for the size a segment may reach. Once full it is turned into a stored segment.
/// </summary>
internal sealed class MemorySegment : Segment
{
    /// <summary>Logs after which a segment is full.</summary>
    public const int FullDocuments = 65_536;

    /// <summary>Bytes after which a segment is full.</summary>
    private const long FullSize = 48L * 1024 * 1024;

    private readonly List<uint> _times = [];
    private readonly List<SegmentGroup> _groups = [];
    private readonly List<int> _keyListOf = [];
    private readonly OriginTable _origins = new();
    private readonly KeyListTable<ValueIndexer> _keyLists;
    private readonly Dictionary<string, int> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NumberColumn> _numbers = new(StringComparer.Ordinal);
    private readonly byte[] _buffer = new byte[WordReader.BufferSize];
    private readonly ValueCache _values = new();
    private readonly List<int> _valueWords = [];

    // the words of log n are _postings[_ends[n - 1] .. _ends[n]], each once
    private readonly List<int> _postings;
    private readonly List<int> _ends = [];
    private uint _minTime = uint.MaxValue;
    private uint _maxTime;

    /// <param name="before">The segment that was filled before: the next one is probably like it.</param>
    public MemorySegment(IndexDefinition definition, long definitionId, MemorySegment? before = null)
        : base(definition)
    {
        Words = new Lexicon(before?.Words);
        _postings = new List<int>((before?._postings.Count ?? 0) * 9 / 8);
        DefinitionId = definitionId;
        _keyLists = new(key => ValueIndexer.Create(this, key));
    }

    /// <summary>Key of the index version in the database.</summary>
    public long DefinitionId { get; }

    public override int Documents => _times.Count;

    public override uint MinTime => _minTime;

    public override uint MaxTime => _maxTime;

    public override ReadOnlySpan<uint> Times => CollectionsMarshal.AsSpan(_times);

    public bool IsFull => Documents >= FullDocuments || Size >= FullSize;

    public Lexicon Words { get; }

    public IReadOnlyDictionary<string, int> Fields => _fields;

    public IReadOnlyDictionary<string, NumberColumn> Numbers => _numbers;

    public ReadOnlySpan<int> Postings => CollectionsMarshal.AsSpan(_postings);

    public ReadOnlySpan<int> PostingEnds => CollectionsMarshal.AsSpan(_ends);

    public ReadOnlySpan<SegmentGroup> GroupList => Groups;

    public IReadOnlyList<GroupOrigin> OriginList => Origins;

    public IReadOnlyList<string[]> KeyListList => KeyLists;

    public ReadOnlySpan<int> KeyListNumbers => CollectionsMarshal.AsSpan(_keyListOf);

    protected override ReadOnlySpan<SegmentGroup> Groups => CollectionsMarshal.AsSpan(_groups);

    protected override IReadOnlyList<GroupOrigin> Origins => _origins.Origins;

    protected override IReadOnlyList<string[]> KeyLists => _keyLists.Lists;

    private long Size => Words.Size + (_postings.Capacity * 4L) + _origins.Size + _keyLists.Size + (_fields.Count * 100L);

    protected override int KeyListOf(int document)
    {
        return _keyListOf[document];
    }

    /// <summary>Takes in a group whose index version is this segment's.</summary>
    public void Add(long groupId, LogGroupLayout group)
    {
        _groups.Add(new SegmentGroup(groupId, Documents, _origins.Add(group.Topic, group.Source, group.Tags)));
        for (int i = 0; i < group.LogCount; i++)
        {
            AddLog(group.Log(i));
        }
    }

    public int FieldNumber(string field)
    {
        if (!_fields.TryGetValue(field, out int number))
        {
            number = _fields.Count;
            _fields.Add(field, number);
        }
        return number;
    }

    public NumberColumn NumbersOf(string field, bool isDouble)
    {
        if (!_numbers.TryGetValue(field, out NumberColumn? column))
        {
            column = new NumberColumn(isDouble);
            _numbers.Add(field, column);
        }
        return column;
    }

    /// <summary>Notes the words of a value of the log that is being added.</summary>
    public void AddWords(int field, ReadOnlySpan<byte> value, TokenRule rule)
    {
        if (value.IsEmpty)
        {
            return;
        }
        if (value.Length > ValueCache.MaxLength)
        {
            WordReader words = new(value, rule, _buffer);
            while (words.Next())
            {
                AddPosting(field, words.Word);
            }
            return;
        }
        uint hash = Lexicon.Hash(field, value);
        if (_values.Find(field, rule, value, hash, out bool isWanted) is { } known)
        {
            foreach (int id in known)
            {
                AddPosting(id);
            }
            return;
        }
        _valueWords.Clear();
        WordReader reader = new(value, rule, _buffer);
        while (reader.Next())
        {
            _valueWords.Add(AddPosting(field, reader.Word));
        }
        if (isWanted)
        {
            _values.Set(field, rule, value, hash, [.. _valueWords]);
        }
    }

    public void AddEmptyValue(int field)
    {
        AddPosting(field, EmptyWord);
    }

    public void AddPresence(int field)
    {
        AddPosting(field, PresentWord);
    }

    public override void AddNumbers(string field, NumberRange range, DocSet result)
    {
        if (_numbers.TryGetValue(field, out NumberColumn? column))
        {
            column.Select(range, result);
        }
    }

    protected override void AddPostings(string field, ReadOnlySpan<byte> word, DocSet result)
    {
        int id = _fields.TryGetValue(field, out int number) ? Words.Find(number, word) : -1;
        if (id < 0)
        {
            return;
        }
        ReadOnlySpan<int> postings = Postings;
        int document = 0;
        int position = 0;
        for (int found = postings.IndexOf(id); found >= 0; found = postings[position..].IndexOf(id))
        {
            position += found;
            while (_ends[document] <= position)
            {
                document++;
            }
            result.Add(document);
            position = _ends[document];
        }
    }

    protected override void AddPostings(string field, WordPattern pattern, DocSet result)
    {
        if (!_fields.TryGetValue(field, out int number))
        {
            return;
        }
        bool[] chosen = new bool[Words.Count];
        for (int id = 0; id < chosen.Length; id++)
        {
            ReadOnlySpan<byte> word = Words.Word(id);
            chosen[id] = Words.Field(id) == number && word[0] != EmptyWord[0] && word.StartsWith(pattern.Prefix) && pattern.Matches(word);
        }
        ReadOnlySpan<int> postings = Postings;
        for (int document = 0, position = 0; document < _ends.Count; document++)
        {
            for (; position < _ends[document]; position++)
            {
                if (chosen[postings[position]])
                {
                    result.Add(document);
                }
            }
        }
    }

    private void AddLog(ReadOnlySpan<byte> log)
    {
        LogFields fields = new(log);
        int count = 0;
        for (bool asLast = true; fields.Next(); count++)
        {
            _keyLists.PlanAt(count, fields.Key, ref asLast).Add(Documents, fields.Value);
        }
        int list = _keyLists.NumberOf(log, count);
        uint time = fields.Time ?? 0;
        _minTime = Math.Min(_minTime, time);
        _maxTime = Math.Max(_maxTime, time);
        _keyListOf.Add(list);
        _ends.Add(_postings.Count);
        _times.Add(time);
    }

    private int AddPosting(int field, ReadOnlySpan<byte> word)
    {
        int id = Words.Add(field, word);
        AddPosting(id);
        return id;
    }

    private void AddPosting(int id)
    {
        if (Words.Mark(id, Documents))
        {
            _postings.Add(id);
        }
    }
}
