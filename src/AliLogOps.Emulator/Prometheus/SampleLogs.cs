using System.Globalization;
using System.Text;
using AliLogOps.Emulator.Agents.Sending;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Wire;

namespace AliLogOps.Emulator.Prometheus;

/// <summary>Collects samples as the logs of one LogGroup message (Log Service documentation, "Time series data").</summary>
/// <param name="now">Epoch seconds, which the times of the samples must be near.</param>
internal sealed class SampleLogs(long now)
{
    private const byte LogTag = 0x0a;
    private const byte TimeTag = 0x08;
    private const byte ContentTag = 0x12;
    private const byte KeyTag = 0x0a;
    private const byte ValueTag = 0x12;

    private readonly ProtobufBuffer _buffer = new(4096);

    /// <summary>The message; empty without a sample.</summary>
    public byte[] ToGroup()
    {
        return _buffer.Written.ToArray();
    }

    /// <param name="milliseconds">Time of the sample, since 1970.</param>
    /// <exception cref="SlsException">400 PostBodyInvalid: the time is out of range; 413 PostBodyTooLarge: the samples do not fit into one group.</exception>
    public void Add(SeriesLabels series, long milliseconds, double value)
    {
        long seconds = milliseconds / 1000;
        if (milliseconds < 0 || seconds < now - LogGroupLimits.PastSeconds || seconds > now + LogGroupLimits.FutureSeconds)
        {
            throw SlsErrors.PostBodyInvalid(string.Create(
                CultureInfo.InvariantCulture,
                $"The post data time is out of range: a sample of metric {series.Name} is of {milliseconds} ms, the server's time is {now} s, allowed are 168 hours before to 15 minutes after")).ToException();
        }
        byte[] nanoseconds = Encoding.ASCII.GetBytes((milliseconds * 1_000_000).ToString(CultureInfo.InvariantCulture));
        byte[] number = Encoding.ASCII.GetBytes(Text(value));
        int size = 1 + ProtobufSize.Varint((uint)seconds)
            + SizeOf("__name__"u8, series.NameBytes) + SizeOf("__labels__"u8, series.LabelBytes) + SizeOf("__time_nano__"u8, nanoseconds) + SizeOf("__value__"u8, number);
        if (_buffer.Length + ProtobufSize.Field(size) > BodyCompression.MaxRawSize)
        {
            // several groups could be stored in part
            throw new SlsError(413, "PostBodyTooLarge", string.Create(
                CultureInfo.InvariantCulture,
                $"The samples have more than {BodyCompression.MaxRawSize} bytes as logs, each with its name and labels: send fewer in one request (max_samples_per_send)")).ToException();
        }
        _buffer.WriteHead(LogTag, size);
        _buffer.WriteNumber(TimeTag, (uint)seconds);
        Write("__name__"u8, series.NameBytes);
        Write("__labels__"u8, series.LabelBytes);
        Write("__time_nano__"u8, nanoseconds);
        Write("__value__"u8, number);
    }

    /// <summary>
    /// The shortest text that reads back as the same number. «unconfirmed»: what is no finite number is written as Prometheus writes it, and a
    /// marker of staleness, which is a NaN of its own, as any other.
    /// </summary>
    private static string Text(double value)
    {
        return value switch
        {
            double.NaN => "NaN",
            double.PositiveInfinity => "+Inf",
            double.NegativeInfinity => "-Inf",
            _ => value.ToString("R", CultureInfo.InvariantCulture),
        };
    }

    private void Write(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        _buffer.WriteHead(ContentTag, ContentSize(key, value));
        _buffer.WriteField(KeyTag, key);
        _buffer.WriteField(ValueTag, value);
    }

    private static int SizeOf(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        return ProtobufSize.Field(ContentSize(key, value));
    }

    private static int ContentSize(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        return ProtobufSize.Field(key.Length) + ProtobufSize.Field(value.Length);
    }
}
