using System.Text;

namespace AliLogOps.Emulator.Agents.StreamLog;

/// <summary>
/// One line format of the stream input: a version word and the names of the tokens that stand between the ip and the message.
/// </summary>
internal sealed class StreamLogFormat
{
    private readonly byte[] _version;
    private readonly byte[][] _keys;

    public StreamLogFormat(string version, IReadOnlyList<string> fields)
    {
        Version = version;
        Fields = fields;
        _version = Encoding.UTF8.GetBytes(version);
        _keys = [.. fields.Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>The first token of a line in this format, for example <c>0.1</c>.</summary>
    public string Version { get; }

    /// <summary>The names of the tokens between ip and message, in the order of the line; may be empty.</summary>
    public IReadOnlyList<string> Fields { get; }

    /// <summary>The version as it stands on the wire.</summary>
    public ReadOnlySpan<byte> VersionUtf8 => _version;

    /// <summary>The name of the field at <paramref name="index"/> as UTF-8, ready to be written as a key.</summary>
    public ReadOnlySpan<byte> KeyUtf8(int index) => _keys[index];
}
