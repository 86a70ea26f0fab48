namespace AliLogOps.Emulator.Tests.Logs;

/// <summary>
/// The loghub samples, if they are there: a folder shared/data/loghub beside the repository or beside one of the
/// folders above it. They are not part of the repository; tests that need them say so and have data of their own without.
/// </summary>
internal static class LogSamples
{
    /// <summary>Lines of a sample without line ends, or null if the samples are not there.</summary>
    public static string[]? Find(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string file = Path.Combine(folder.FullName, "shared", "data", "loghub", name + "_2k.log");
            if (File.Exists(file))
            {
                return File.ReadAllLines(file);
            }
        }
        return null;
    }

    /// <summary>Lines in the manner of an SSH server, of which is known what they hold.</summary>
    public static IEnumerable<string> Synthetic(int count)
    {
        for (int i = 0; i < count; i++)
        {
            string what = (i % 10) switch
            {
                < 3 => "Failed password for root from",
                < 5 => "Failed password for invalid user admin from",
                9 => "Accepted password for anna from",
                _ => "Connection closed by",
            };
            yield return FormattableString.Invariant($"Dec 10 06:55:{i % 60:00} LabSZ sshd[{24_000 + i}]: {what} 173.234.31.{i % 200} port {i} ssh2");
        }
    }
}
