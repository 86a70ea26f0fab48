namespace AliLogOps.Emulator.Hosting;

/// <summary>
/// Secrets a caller chooses, as a service container in a pipeline needs them: nobody there can read the ready line. They come
/// from the environment, since a command line can be read by everybody on the machine.
/// </summary>
internal static class EnvironmentSettings
{
    public const string KeyId = "ALILOG_EMULATOR_ACCESS_KEY_ID";
    public const string KeySecret = "ALILOG_EMULATOR_ACCESS_KEY_SECRET";
    public const string ControlToken = "ALILOG_EMULATOR_CONTROL_TOKEN";

    private const int MinLength = 8;

    /// <exception cref="UsageException">A key id without a secret or the other way round, or a value that is too short.</exception>
    public static EmulatorOptions Apply(EmulatorOptions options, Func<string, string?> read)
    {
        string? id = Read(read, KeyId);
        string? secret = Read(read, KeySecret);
        if (id is null != secret is null)
        {
            throw new UsageException($"The variable {(id is null ? KeySecret : KeyId)} is set without {(id is null ? KeyId : KeySecret)}: set both, or neither for a key pair of this run.");
        }
        // the service's own rule: a request with another id would be refused as InvalidAccessKeyId
        if (id is not null && !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
        {
            throw new UsageException($"The variable {KeyId} is '{id}': an access key id has letters, digits and . - _ only.");
        }
        return options with
        {
            Key = id is null ? null : (id, secret!),
            ControlToken = Read(read, ControlToken),
        };
    }

    private static string? Read(Func<string, string?> read, string name)
    {
        string? value = read(name);
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }
        return value.Length >= MinLength && value.All(c => c is > ' ' and <= '~' and not (':' or ',' or '/'))
            ? value
            : throw new UsageException($"The variable {name} is unusable: give at least {MinLength} printable ASCII characters without blank, colon, comma and slash.");
    }
}
