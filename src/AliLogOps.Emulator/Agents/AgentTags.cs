using System.Text;

namespace AliLogOps.Emulator.Agents;

/// <summary>The tags an agent puts on each log group; the logstore shows them as <c>__tag__:…</c>.</summary>
internal static class AgentTags
{
    /// <summary>The agent cuts the identifier tag at so many bytes.</summary>
    public const int MaxIdentifierLength = 99;

    public static IReadOnlyList<KeyValuePair<byte[], byte[]>> Create(AgentSettings settings)
    {
        List<KeyValuePair<byte[], byte[]>> tags = [new("__hostname__"u8.ToArray(), Encoding.UTF8.GetBytes(settings.HostName))];
        if (settings.Identifiers.Count > 0)
        {
            tags.Add(new("__user_defined_id__"u8.ToArray(), Cut(Encoding.UTF8.GetBytes(settings.Identifiers[0]))));
        }

        return tags;
    }

    /// <summary>Cuts between characters: half a character would make the whole group invalid for the service.</summary>
    private static byte[] Cut(byte[] text)
    {
        if (text.Length <= MaxIdentifierLength)
        {
            return text;
        }

        int length = MaxIdentifierLength;
        while ((text[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return text[..length];
    }
}
