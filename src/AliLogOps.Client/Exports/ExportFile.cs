using System.IO.Compression;
using System.Security.Cryptography;

namespace AliLogOps.Client;

/// <summary>
/// The file of a shard while it grows, chunk by chunk, each a gzip member of its own where the file is compressed. As the content
/// alone decides where chunks end, a file that was cut at any of them and continued has the same bytes as one written in one go.
/// </summary>
internal sealed class ExportFile : IAsyncDisposable
{
    private const int ReadBlock = 256 * 1024;

    private readonly FileStream _stream;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly MemoryStream? _compressed;

    private ExportFile(FileStream stream, bool compress)
    {
        _stream = stream;
        _compressed = compress ? new MemoryStream() : null;
    }

    public long Bytes { get; private set; }

    /// <summary>Opens the file and cuts it to the bytes a checkpoint vouches for.</summary>
    /// <exception cref="LogExportException">The file no longer has those bytes.</exception>
    public static async Task<ExportFile> OpenAsync(string path, bool compress, long bytes, string sha256, CancellationToken cancellationToken)
    {
        FileStream stream = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 0, useAsync: false);
        ExportFile file = new(stream, compress);
        try
        {
            await file.RewindAsync(bytes, sha256, cancellationToken).ConfigureAwait(false);
            return file;
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> raw, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> bytes = _compressed is null ? raw : Compress(_compressed, raw);
        await _stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        _hash.AppendData(bytes.Span);
        Bytes += bytes.Length;
    }

    /// <summary>Makes sure that what was written survives a power cut.</summary>
    public void Flush() => _stream.Flush(flushToDisk: true);

    public string Sha256() => HexText.Lower(_hash.GetCurrentHash());

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync().ConfigureAwait(false);
        _hash.Dispose();
        _compressed?.Dispose();
    }

    private static ReadOnlyMemory<byte> Compress(MemoryStream target, ReadOnlyMemory<byte> raw)
    {
        target.SetLength(0);
        using (GZipStream gzip = new(target, CompressionLevel.Fastest, leaveOpen: true))
        {
            // an empty write makes the stream write its frame, so that an empty file is a valid one
            gzip.Write(raw.Span);
            gzip.Flush();
        }

        return target.GetBuffer().AsMemory(0, (int)target.Length);
    }

    private async Task RewindAsync(long bytes, string sha256, CancellationToken cancellationToken)
    {
        if (_stream.Length < bytes)
        {
            throw Damaged($"it has {_stream.Length} bytes, fewer than the {bytes} that were written");
        }

        byte[] block = new byte[ReadBlock];
        while (Bytes < bytes)
        {
            int read = await _stream.ReadAsync(block.AsMemory(0, (int)Math.Min(block.Length, bytes - Bytes)), cancellationToken).ConfigureAwait(false);
            _hash.AppendData(block.AsSpan(0, read));
            Bytes += read;
        }

        if (bytes > 0 && !string.Equals(Sha256(), sha256, StringComparison.Ordinal))
        {
            throw Damaged("its content is no longer what was written");
        }

        _stream.SetLength(bytes);
        _stream.Position = bytes;
    }

    private LogExportException Damaged(string what) =>
        new("ExportDamaged", $"The export cannot go on with '{_stream.Name}': {what}.", "Begin the export anew with -Force.");
}
