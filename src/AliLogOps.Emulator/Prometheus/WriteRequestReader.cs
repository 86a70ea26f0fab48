using System.Globalization;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Wire;
using AliLogOps.Emulator.Protos;
using Google.Protobuf;

namespace AliLogOps.Emulator.Prometheus;

/// <summary>Makes a log group of a prometheus.WriteRequest. The message is walked in place, so that one of countless empty parts costs no more than its bytes.</summary>
internal static class WriteRequestReader
{
    private const int Series = 1;
    private const int Labels = 1;
    private const int Samples = 2;
    private const int Histograms = 4;

    /// <param name="now">Epoch seconds.</param>
    /// <returns>The LogGroup message; empty for a request without samples.</returns>
    /// <exception cref="SlsException">400 PostBodyInvalid or InvalidEncoding, 413 PostBodyTooLarge.</exception>
    public static ReadOnlyMemory<byte> Read(ReadOnlySpan<byte> message, long now)
    {
        SampleLogs logs = new(now);
        try
        {
            int number = 0;
            WireReader request = new(message);
            while (request.NextField())
            {
                if (request.Field == Series)
                {
                    ReadSeries(request.ReadBytes(), number++, logs);
                }
                else
                {
                    request.Skip();
                }
            }
        }
        catch (Exception e) when (e is WireFormatException or InvalidProtocolBufferException)
        {
            throw SlsErrors.PostBodyInvalid($"The body is no valid protobuf prometheus.WriteRequest: {e.Message}").ToException();
        }
        return logs.ToGroup();
    }

    private static void ReadSeries(ReadOnlySpan<byte> series, int number, SampleLogs logs)
    {
        // samples may come before the labels they belong to
        SeriesLabels labels = ReadLabels(series, number);
        WireReader reader = new(series);
        while (reader.NextField())
        {
            switch (reader.Field)
            {
                case Samples:
                    Sample sample = Sample.Parser.ParseFrom(reader.ReadBytes());
                    logs.Add(labels, sample.Timestamp, sample.Value);
                    break;
                case Histograms:
                    // dropping them would lose data behind the sender's back; what the service does is «unconfirmed»
                    throw SlsErrors.PostBodyInvalid($"metric {labels.Name} has native histograms, which are not taken: set send_native_histograms: false").ToException();
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private static SeriesLabels ReadLabels(ReadOnlySpan<byte> series, int number)
    {
        SeriesLabelsBuilder builder = new($"series {number.ToString(CultureInfo.InvariantCulture)}");
        WireReader reader = new(series);
        while (reader.NextField())
        {
            if (reader.Field == Labels)
            {
                ReadLabel(reader.ReadBytes(), builder);
            }
            else
            {
                reader.Skip();
            }
        }
        return builder.Build();
    }

    private static void ReadLabel(ReadOnlySpan<byte> label, SeriesLabelsBuilder builder)
    {
        ReadOnlySpan<byte> name = default;
        ReadOnlySpan<byte> value = default;
        WireReader reader = new(label);
        while (reader.NextField())
        {
            switch (reader.Field)
            {
                case 1:
                    name = reader.ReadBytes();
                    break;
                case 2:
                    value = reader.ReadBytes();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        builder.Add(name, value);
    }
}
