using System.Reflection;

namespace AliLogOps.Client;

/// <summary>Loads the codec assembly on first use into a load context of its own.</summary>
internal sealed class CodecLoader
{
    private const string AssemblyFile = "AliLogOps.Codecs.dll";
    private const string FactoryType = "AliLogOps.Codecs.CodecFactory";
    private readonly object _gate = new();
    private readonly string _folder;
    private ICodecFactory? _factory;

    /// <summary>Makes a loader for a folder.</summary>
    public CodecLoader(string folder)
    {
        _folder = folder;
    }

    /// <summary>The loader of the folder <c>codecs</c> beside this assembly.</summary>
    public static CodecLoader Shared { get; } = new(Path.Combine(Path.GetDirectoryName(typeof(CodecLoader).Assembly.Location) ?? string.Empty, "codecs"));

    /// <summary>The codec of a name.</summary>
    /// <exception cref="LogServiceException">A file is missing or not usable.</exception>
    public ICompressionCodec Load(string name)
    {
        string path = Path.Combine(_folder, AssemblyFile);
        try
        {
            ICompressionCodec codec = Factory(path).Create(name) ?? throw Failure(path, name, "has no such codec", null);
            // the library behind a codec is loaded by its first use: here, where its absence can be explained
            codec.MaxCompressedLength(1);
            return codec;
        }
        catch (Exception fault) when (fault is IOException or BadImageFormatException or TypeLoadException or TargetInvocationException or InvalidCastException)
        {
            throw Failure(path, name, File.Exists(path) ? "cannot be used: " + fault.Message : "is missing", fault);
        }
    }

    private ICodecFactory Factory(string path)
    {
        lock (_gate)
        {
            if (_factory is null)
            {
                if (!File.Exists(path))
                {
                    throw new FileNotFoundException(null, path);
                }

                Assembly assembly = new CodecLoadContext(_folder).LoadFromAssemblyPath(path);
                Type type = assembly.GetType(FactoryType, throwOnError: true)!;
                _factory = (ICodecFactory)Activator.CreateInstance(type, nonPublic: true)!;
            }

            return _factory;
        }
    }

    private static LogServiceException Failure(string path, string name, string what, Exception? cause) =>
        new($"The {name} compression cannot be used: {path} {what}.", cause)
        {
            Kind = ErrorKind.LocalSetup,
            ErrorCode = ErrorCodes.CodecMissing,
            Remedy = "Install the module again; its folder bin/codecs must be complete.",
        };
}
