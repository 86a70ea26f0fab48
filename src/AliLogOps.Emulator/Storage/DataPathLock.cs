namespace AliLogOps.Emulator.Storage;

/// <summary>A data path cannot be used; the message says why and what to do.</summary>
internal sealed class DataPathException(string message) : Exception(message);

/// <summary>Keeps a second emulator off a data path for as long as this process lives; a kill frees it.</summary>
internal sealed class DataPathLock : IDisposable
{
    private readonly FileStream _file;

    private DataPathLock(FileStream file)
    {
        _file = file;
    }

    /// <exception cref="DataPathException">The folder cannot be made or written, or another process holds it.</exception>
    public static DataPathLock Take(string dataPath)
    {
        try
        {
            Directory.CreateDirectory(dataPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new DataPathException($"The data path '{dataPath}' cannot be made: {e.Message} Give a folder that can be written.");
        }
        try
        {
            return new DataPathLock(new FileStream(
                Path.Combine(dataPath, "emulator.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new DataPathException($"The data path '{dataPath}' cannot be written: {e.Message} Give a folder that can be written.");
        }
        catch (IOException)
        {
            throw new DataPathException($"The data path '{dataPath}' is in use by another emulator. Stop that one or give another --data-path.");
        }
    }

    public void Dispose()
    {
        _file.Dispose();
    }
}
