namespace AliLogOps.Emulator.ControlPlane;

/// <summary>Name rules: lower-case letters, digits and some signs; a letter or digit first and last.</summary>
internal static class ResourceNames
{
    /// <summary>3 to 63 of a-z 0-9 and hyphen.</summary>
    public static bool IsProject(string name)
    {
        return IsName(name, 3, 63, underscore: false);
    }

    /// <summary>3 to 63 of a-z 0-9, hyphen and underscore.</summary>
    public static bool IsLogstore(string name)
    {
        return IsName(name, 3, 63, underscore: true);
    }

    /// <summary>2 to 128 of a-z 0-9, hyphen and underscore. «unconfirmed»: older documents say 3 to 63.</summary>
    public static bool IsConfig(string name)
    {
        return IsName(name, 2, 128, underscore: true);
    }

    /// <summary>2 to 128 of a-z 0-9, hyphen and underscore. «unconfirmed»: the API model says 3 to 128.</summary>
    public static bool IsMachineGroup(string name)
    {
        return IsName(name, 2, 128, underscore: true);
    }

    /// <summary>
    /// 1 to 128 of a-z, A-Z, 0-9, hyphen, underscore and dot. «unconfirmed»: the documents give no rule, their samples have capitals
    /// and a single letter.
    /// </summary>
    public static bool IsConsumerGroup(string name)
    {
        return name.Length is >= 1 and <= 128 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
    }

    private static bool IsName(string name, int minimum, int maximum, bool underscore)
    {
        if (name.Length < minimum || name.Length > maximum)
        {
            return false;
        }
        foreach (char c in name)
        {
            if (!IsLetterOrDigit(c) && c != '-' && !(underscore && c == '_'))
            {
                return false;
            }
        }
        return IsLetterOrDigit(name[0]) && IsLetterOrDigit(name[^1]);
    }

    private static bool IsLetterOrDigit(char c)
    {
        return char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);
    }
}
