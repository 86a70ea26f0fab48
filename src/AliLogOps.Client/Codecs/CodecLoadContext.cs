using System.Reflection;
using System.Runtime.Loader;

namespace AliLogOps.Client;

/// <summary>
/// Keeps the compression libraries away from the process's default load context, where another module may need other versions
/// of them. Only this assembly itself and the framework are shared.
/// </summary>
internal sealed class CodecLoadContext : AssemblyLoadContext
{
    private static readonly Assembly s_client = typeof(CodecLoadContext).Assembly;
    private readonly string _folder;

    /// <summary>Makes a context for a folder.</summary>
    public CodecLoadContext(string folder)
        : base("AliLogOps.Codecs")
    {
        _folder = folder;
    }

    /// <inheritdoc />
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == s_client.GetName().Name)
        {
            return s_client;
        }

        string path = Path.Combine(_folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
