namespace AliLogOps.Setup.Hosts;

/// <summary>All files of one host.</summary>
public static class HostFileSet
{
    /// <summary>The files for <paramref name="options"/>, in the order they should be written: what rsyslog and the agent read first.</summary>
    /// <exception cref="ArgumentException">An option breaks a rule.</exception>
    /// <exception cref="FormatException">The existing start parameters are not JSON.</exception>
    public static IReadOnlyList<HostFile> Create(HostFileOptions options)
    {
        options.Validate();
        HostLayout layout = HostLayout.For(options.Agent);
        List<HostFile> files =
        [
            // One line each, LF, nothing else: the agent compares every line as it is.
            new(HostFileKind.Identifier, HostLayout.IdentifierFile, string.Concat(options.Identifiers.Select(id => id + "\n"))),
            AgentParameterFile.Create(options),
            AgentUnitFile.Create(layout),
            RsyslogForwardFile.Create(options),
        ];
        if (options.AccountId is string account)
        {
            files.Add(new HostFile(HostFileKind.Account, $"{HostLayout.AccountFolder}/{account}", string.Empty));
        }

        files.AddRange(options.Applications.Select(unit => AgentUnitFile.CreateDropIn(layout, unit)));
        return files;
    }
}
