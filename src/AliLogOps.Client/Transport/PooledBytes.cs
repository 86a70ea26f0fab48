using System.Buffers;

namespace AliLogOps.Client;

/// <summary>Bytes in a pooled array; disposing gives the array back.</summary>
internal sealed class PooledBytes : IDisposable
{
    private byte[]? _array;

    public PooledBytes(byte[] rented, int length)
    {
        _array = rented;
        Length = length;
    }

    public static PooledBytes Empty => new([], 0);

    public int Length { get; }

    public ReadOnlyMemory<byte> Memory => (_array ?? []).AsMemory(0, Length);

    /// <inheritdoc />
    public void Dispose()
    {
        byte[]? array = Interlocked.Exchange(ref _array, null);
        if (array is { Length: > 0 })
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}
