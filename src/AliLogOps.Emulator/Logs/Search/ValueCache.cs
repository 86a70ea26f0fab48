using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Logs.Search;

/// <summary>
/// Words of short values that come again and again, such as host names and levels: they need not be cut and looked up each
/// time. A value is taken in when it is seen twice in a row at its place, so that values that never come again cost nothing.
/// </summary>
internal sealed class ValueCache
{
    /// <summary>Bytes of the longest value that is kept.</summary>
    public const int MaxLength = 64;

    private const int Places = 1024;

    private readonly Place[] _places = new Place[Places];

    /// <summary>The numbers of the value's words, or null if they are not known.</summary>
    /// <param name="isWanted">The numbers shall be brought by <see cref="Set"/>.</param>
    public int[]? Find(int field, TokenRule rule, ReadOnlySpan<byte> value, uint hash, out bool isWanted)
    {
        ref Place place = ref _places[hash & (Places - 1)];
        isWanted = false;
        if (place.Hash != hash || place.Field != field)
        {
            place = new Place { Hash = hash, Field = field };
            return null;
        }
        if (place.Words is not null && place.Rule == rule && value.SequenceEqual(place.Value))
        {
            return place.Words;
        }
        isWanted = true;
        return null;
    }

    public void Set(int field, TokenRule rule, ReadOnlySpan<byte> value, uint hash, int[] words)
    {
        _places[hash & (Places - 1)] = new Place { Hash = hash, Field = field, Rule = rule, Value = value.ToArray(), Words = words };
    }

    private struct Place
    {
        public uint Hash;
        public int Field;
        public TokenRule? Rule;
        public byte[]? Value;
        public int[]? Words;
    }
}
