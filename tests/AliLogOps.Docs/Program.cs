using AliLogOps.Docs;

// Writes what can be generated: syntax and parameter metadata in docs/<Cmdlet>.md from the staged module, and en-US/ from docs/.
// The prose of the pages is kept as it is. With --check nothing is written; the exit code tells whether something would change.
var check = args is ["--check"];
if (args.Length > 0 && !check)
{
    Console.Error.WriteLine("Usage: dotnet run --project tests/AliLogOps.Docs [-- --check]");
    return 2;
}

var root = Repository.FindRoot();
var changed = new List<string>();
foreach (var (path, text) in HelpFiles.Create(root))
{
    var file = Path.Combine(root, path);
    if (File.Exists(file) && File.ReadAllText(file) == text)
    {
        continue;
    }

    changed.Add(path);
    if (!check)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}

foreach (var path in changed)
{
    Console.WriteLine(check ? $"{path} is not up to date." : $"{path} was written.");
}

return check && changed.Count > 0 ? 1 : 0;
