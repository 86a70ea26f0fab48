using System.Text;
using Google.Protobuf;

namespace AliLogOps.Emulator.Tests.Agents;

/// <summary>A log as it stands in a group.</summary>
internal sealed record ReceivedLog(uint Time, IReadOnlyList<KeyValuePair<string, string>> Contents)
{
    public string Message => Contents.Single(content => content.Key == "msg").Value;

    public string Text => string.Join('|', Contents.Select(content => $"{content.Key}={content.Value}"));
}

/// <summary>A log group taken apart by the protobuf library, field numbers as the data encoding of the Log Service API has them.</summary>
internal sealed record ReceivedGroup
{
    public List<ReceivedLog> Logs { get; } = [];

    public string? Topic { get; private set; }

    public string? Source { get; private set; }

    /// <summary>All tags but the pack id.</summary>
    public List<KeyValuePair<string, string>> Tags { get; } = [];

    public string? PackId { get; private set; }

    public static ReceivedGroup Decode(ReadOnlyMemory<byte> data)
    {
        ReceivedGroup group = new();
        using CodedInputStream input = new(data.ToArray());
        while (input.ReadTag() is var tag and not 0)
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1:
                    group.Logs.Add(DecodeLog(input.ReadBytes()));
                    break;
                case 3:
                    group.Topic = Strict(input.ReadBytes());
                    break;
                case 4:
                    group.Source = Strict(input.ReadBytes());
                    break;
                case 6:
                    KeyValuePair<string, string> pair = DecodePair(input.ReadBytes());
                    if (pair.Key == "__pack_id__")
                    {
                        group.PackId = pair.Value;
                        break;
                    }

                    group.Tags.Add(pair);
                    break;
                default:
                    throw new InvalidDataException($"unexpected field, tag {tag}");
            }
        }

        return group;
    }

    private static ReceivedLog DecodeLog(ByteString data)
    {
        using CodedInputStream input = new(data.ToByteArray());
        uint time = 0;
        List<KeyValuePair<string, string>> contents = [];
        while (input.ReadTag() is var tag and not 0)
        {
            switch (tag)
            {
                case 8:
                    time = input.ReadUInt32();
                    break;
                case 18:
                    contents.Add(DecodePair(input.ReadBytes()));
                    break;
                default:
                    throw new InvalidDataException($"unexpected field, tag {tag}");
            }
        }

        return new ReceivedLog(time, contents);
    }

    private static KeyValuePair<string, string> DecodePair(ByteString data)
    {
        using CodedInputStream input = new(data.ToByteArray());
        Assert.Equal(10u, input.ReadTag());
        string key = Strict(input.ReadBytes());
        Assert.Equal(18u, input.ReadTag());
        string value = Strict(input.ReadBytes());
        Assert.True(input.IsAtEnd);
        return new(key, value);
    }

    /// <summary>The service takes UTF-8 only.</summary>
    private static string Strict(ByteString bytes) =>
        new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.Span);
}
