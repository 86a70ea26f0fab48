using System.Text;

namespace AliLogOps.Emulator.Agents;

/// <summary>The configs an agent holds between two polls, for look-up by tag.</summary>
/// <remarks>
/// With two configs of one tag the real agent takes the first it finds, in no defined order. The stand-in takes the first by
/// project and config name (our choice), so that a test sees the same every time, and counts the others.
/// </remarks>
internal sealed class StreamConfigSet
{
    private readonly byte[][] _tags;

    public StreamConfigSet(IEnumerable<StreamConfig> configs)
    {
        All = [.. configs
            .OrderBy(config => config.ProjectName, StringComparer.Ordinal)
            .ThenBy(config => config.ConfigName, StringComparer.Ordinal)];
        _tags = [.. All.Select(config => Encoding.UTF8.GetBytes(config.Tag))];
        HashSet<string> seen = new(StringComparer.Ordinal);
        Shadowed = [.. All.Where(config => !seen.Add(config.Tag))];
    }

    /// <summary>No config.</summary>
    public static StreamConfigSet Empty { get; } = new([]);

    /// <summary>All configs, by project and config name.</summary>
    public IReadOnlyList<StreamConfig> All { get; }

    /// <summary>The configs that never get a line, because an earlier one has their tag.</summary>
    public IReadOnlyList<StreamConfig> Shadowed { get; }

    /// <summary>The config for a tag, or null.</summary>
    public StreamConfig? Find(ReadOnlySpan<byte> tag)
    {
        for (int index = 0; index < _tags.Length; index++)
        {
            if (tag.SequenceEqual(_tags[index]))
            {
                return All[index];
            }
        }

        return null;
    }
}
