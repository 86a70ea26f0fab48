namespace AliLogOps.Client;

/// <summary>Reads a file that sets an emulator's dial.</summary>
public static class EmulatorDialFile
{
    /// <summary>The document of a file; the emulator checks what it says.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="cancellationToken">Ends reading.</param>
    /// <exception cref="LogServiceException">The file cannot be read.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new LogServiceException($"The fault file '{path}' cannot be read: {problem.Message}", problem)
            {
                Kind = ErrorKind.LocalSetup,
                ErrorCode = "FaultFileUnreadable",
                Remedy = "Give the path of a JSON file that can be read.",
            };
        }
    }
}
