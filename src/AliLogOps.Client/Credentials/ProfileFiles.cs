using System.Text.Json;

namespace AliLogOps.Client;

/// <summary>
/// Reads the profiles of the official tools: <c>~/.aliyun/config.json</c> (command line tool) and <c>~/.alibabacloud/credentials</c>
/// or <c>credentials.ini</c> (credentials libraries), or the file ALIBABA_CLOUD_CREDENTIALS_FILE names.
/// </summary>
internal sealed class ProfileFiles(CredentialContext context)
{
    private string CliFile => Path.Combine(context.HomeFolder, ".aliyun", "config.json");

    /// <summary>Files that are looked at, there or not.</summary>
    public IEnumerable<string> Paths => IniFiles().Prepend(CliFile);

    /// <summary>Every profile, those of the command line tool first; files that cannot be read give none.</summary>
    public IReadOnlyList<CredentialProfile> All()
    {
        List<CredentialProfile> profiles = [];
        foreach (Func<IEnumerable<CredentialProfile>> read in (Func<IEnumerable<CredentialProfile>>[])[() => ReadCli().Profiles, ReadIni])
        {
            try
            {
                profiles.AddRange(read());
            }
            catch (LogServiceException)
            {
                // listing names must not fail; using one says what is wrong
            }
        }

        return profiles;
    }

    /// <summary>The profile of that name, or null.</summary>
    /// <exception cref="LogServiceException">A file cannot be read.</exception>
    public CredentialProfile? Find(string name, bool withCli = true) =>
        (withCli ? ReadCli().Profiles.FirstOrDefault(profile => profile.Name.Equals(name, StringComparison.Ordinal)) : null) ?? ReadIni().FirstOrDefault(profile => profile.Name.Equals(name, StringComparison.Ordinal));

    /// <summary>The command line tool's current profile, or null.</summary>
    public CredentialProfile? CurrentCli()
    {
        (string? current, IReadOnlyList<CredentialProfile> profiles) = ReadCli();
        return profiles.FirstOrDefault(profile => profile.Name.Equals(current ?? "default", StringComparison.Ordinal));
    }

    /// <summary>The ini file's default profile, or null.</summary>
    public CredentialProfile? DefaultIni() => ReadIni().FirstOrDefault(profile => profile.Name.Equals("default", StringComparison.Ordinal));

    private IEnumerable<string> IniFiles()
    {
        if (EnvironmentSettings.Find(["ALIBABA_CLOUD_CREDENTIALS_FILE"], context.GetVariable) is { } named)
        {
            return [named.Value];
        }

        string folder = Path.Combine(context.HomeFolder, ".alibabacloud");
        return [Path.Combine(folder, "credentials"), Path.Combine(folder, "credentials.ini")];
    }

    private (string? Current, IReadOnlyList<CredentialProfile> Profiles) ReadCli()
    {
        if (Read(CliFile) is not { } text)
        {
            return (null, []);
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            List<CredentialProfile> profiles = [];
            if (document.RootElement.TryGetProperty("profiles", out JsonElement list) && list.ValueKind == JsonValueKind.Array)
            {
                foreach (JsonElement item in list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object))
                {
                    Dictionary<string, string> values = item.EnumerateObject()
                        .GroupBy(member => member.Name, StringComparer.Ordinal)
                        .ToDictionary(group => group.Key, group => group.Last().Value.AsText() ?? string.Empty, StringComparer.Ordinal);
                    profiles.Add(new(values.GetValueOrDefault("name", string.Empty), values.GetValueOrDefault("mode", "AK"), CliFile, values));
                }
            }

            return (document.RootElement.GetText("current"), profiles);
        }
        catch (JsonException fault)
        {
            // the message of the parser names the place, never the text
            throw CredentialFailure.Create($"{CliFile} is no valid JSON (line {fault.LineNumber + 1}).", "Mend the file, or set ALIBABA_CLOUD_CLI_PROFILE_DISABLED to true.", fault);
        }
        catch (InvalidOperationException fault)
        {
            throw CredentialFailure.Create($"{CliFile} is JSON, but not what 'aliyun configure' writes: an object with the list 'profiles'.", "Mend the file, or set ALIBABA_CLOUD_CLI_PROFILE_DISABLED to true.", fault);
        }
    }

    private IReadOnlyList<CredentialProfile> ReadIni()
    {
        List<CredentialProfile> profiles = [];
        foreach (string file in IniFiles())
        {
            if (Read(file) is { } text)
            {
                profiles.AddRange(ParseIni(file, text));
            }
            else if (EnvironmentSettings.Find(["ALIBABA_CLOUD_CREDENTIALS_FILE"], context.GetVariable) is not null)
            {
                // passing it over would let a job run as whoever the next place names
                throw CredentialFailure.Create($"ALIBABA_CLOUD_CREDENTIALS_FILE names '{file}', which is not there.", "Correct the variable, or take it away.");
            }
        }

        return profiles;
    }

    private static IEnumerable<CredentialProfile> ParseIni(string file, string text)
    {
        string? section = null;
        Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
        foreach (string raw in text.Split('\n').Append("[]"))
        {
            string line = raw.Trim();
            if (line.StartsWith('[') && line.EndsWith(']'))
            {
                if (section is not null && !values.GetValueOrDefault("enable", "true").Equals("false", StringComparison.OrdinalIgnoreCase))
                {
                    yield return new(section, values.GetValueOrDefault("type", "access_key"), file, values);
                }

                section = line[1..^1].Trim();
                values = new(StringComparer.OrdinalIgnoreCase);
            }
            else if (line.IndexOf('=', StringComparison.Ordinal) is var equals and > 0 && line[0] is not ('#' or ';'))
            {
                values[line[..equals].Trim()] = line[(equals + 1)..].Trim();
            }
        }
    }

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw CredentialFailure.Create($"{path} cannot be read: {fault.Message}", "Give this user the right to read it, or use another way to give a key.", fault);
        }
    }
}
