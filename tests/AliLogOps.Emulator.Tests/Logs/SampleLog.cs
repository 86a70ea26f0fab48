using AliLogOps.Emulator.Logs.Wire;
using AliLogOps.Emulator.Protos;
using Google.Protobuf;

namespace AliLogOps.Emulator.Tests.Logs;

/// <summary>A log with its group's properties, as tests write it down.</summary>
internal sealed record SampleLog(params (string Key, string Value)[] Contents)
{
    public uint Time { get; init; } = 1_700_000_000;

    public string Topic { get; init; } = "";

    public string Source { get; init; } = "";

    public (string Key, string Value)[] Tags { get; init; } = [];

    /// <summary>A group of this log alone.</summary>
    public LogGroup ToGroup()
    {
        return Group(this);
    }

    /// <summary>A group of logs; topic, source and tags are those of the first.</summary>
    public static LogGroup Group(params IReadOnlyList<SampleLog> logs)
    {
        LogGroup group = new() { Topic = logs[0].Topic, Source = logs[0].Source };
        group.LogTags.AddRange(logs[0].Tags.Select(tag => new LogTag { Key = tag.Key, Value = tag.Value }));
        foreach (SampleLog log in logs)
        {
            Log message = new() { Time = log.Time };
            message.Contents.AddRange(log.Contents.Select(content => new Log.Types.Content { Key = content.Key, Value = content.Value }));
            group.Logs.Add(message);
        }
        return group;
    }

    public static LogGroupLayout Layout(LogGroup group)
    {
        return LogGroupLayout.Read(group.ToByteArray());
    }
}
