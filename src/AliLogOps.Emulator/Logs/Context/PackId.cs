using System.Globalization;
using AliLogOps.Emulator.Logs.Search;

namespace AliLogOps.Emulator.Logs.Context;

/// <summary>
/// The tag <c>__pack_id__</c> of a log group, which agents and producers set: the context the group belongs to, a hyphen
/// and its number there in hexadecimal digits (Log Service documentation, "Context query"). A group without it has no
/// context.
/// </summary>
/// <param name="Text">The whole value.</param>
/// <param name="Context">What stands before the last hyphen.</param>
/// <param name="Number">Place of the group in its context.</param>
internal sealed record PackId(string Text, string Context, ulong Number)
{
    public const string TagName = "__pack_id__";

    public static PackId? Of(IEnumerable<KeyValuePair<string, string>> tags)
    {
        foreach ((string key, string value) in tags)
        {
            if (key == TagName)
            {
                return Parse(value);
            }
        }
        return null;
    }

    public static PackId? Of(GroupOrigin origin)
    {
        return Of(origin.Tags);
    }

    /// <summary>A value that does not end in a number is a context of one group.</summary>
    public static PackId Parse(string text)
    {
        int hyphen = text.LastIndexOf('-');
        return hyphen > 0 && ulong.TryParse(text.AsSpan(hyphen + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong number)
            ? new PackId(text, text[..hyphen], number)
            : new PackId(text, text, 0);
    }
}
