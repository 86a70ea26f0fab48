namespace AliLogOps.Client;

/// <summary>What a name must satisfy before it can stand in a host or a path; the service checks the rest.</summary>
internal static class NameRules
{
    /// <summary>A project name becomes a host label, so it is held to the service's rule here.</summary>
    public static string CheckProject(string projectName)
    {
        ArgumentNullException.ThrowIfNull(projectName);
        bool valid = projectName.Length is >= 3 and <= 63 && char.IsAsciiLetterOrDigit(projectName[0]) && char.IsAsciiLetterOrDigit(projectName[^1]);
        for (int i = 0; valid && i < projectName.Length; i++)
        {
            valid = char.IsAsciiLetterLower(projectName[i]) || char.IsAsciiDigit(projectName[i]) || projectName[i] == '-';
        }

        return valid
            ? projectName
            : throw new ArgumentException($"'{projectName}' is no project name: 3 to 63 characters of a-z, 0-9 and hyphen, with a letter or digit at both ends. Correct the name.", nameof(projectName));
    }

    /// <summary>A name that is a path segment must not be able to change the path.</summary>
    public static string CheckSegment(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length > 0 && name is not ("." or "..") && !name.Contains('/', StringComparison.Ordinal) && !name.Any(char.IsControl)
            ? name
            : throw new ArgumentException($"'{name}' cannot be a name: it must not be empty, '.' or '..', and must hold no slash or control character. Correct the name.", nameof(name));
    }
}
