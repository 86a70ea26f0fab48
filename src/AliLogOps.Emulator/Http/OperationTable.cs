namespace AliLogOps.Emulator.Http;

/// <summary>All operations of the Log Service that the emulator knows, by method, path, host form and type parameter.</summary>
internal sealed class OperationTable
{
    private readonly List<Operation> _operations = [];
    private readonly Dictionary<(string Method, int Segments), List<Operation>> _bySize = [];

    public IReadOnlyList<Operation> Operations => _operations;

    public void Add(Operation operation)
    {
        (string, int) key = (operation.Method, PathTemplate.Split(operation.Path.Text).Length);
        if (!_bySize.TryGetValue(key, out List<Operation>? bucket))
        {
            _bySize.Add(key, bucket = []);
        }
        foreach (Operation other in bucket)
        {
            if (other.Path.Text == operation.Path.Text && other.Host == operation.Host && other.TypeParameter == operation.TypeParameter)
            {
                throw new InvalidOperationException($"{operation.Name} and {other.Name} are registered for the same request.");
            }
        }
        // a path that spells a segment out goes before one with a name in that place
        int place = bucket.FindIndex(other => other.Path.NameCount > operation.Path.NameCount);
        bucket.Insert(place < 0 ? bucket.Count : place, operation);
        _operations.Add(operation);
    }

    /// <summary>Adds an operation on a project host that only reads.</summary>
    public void Read(string method, string path, string name, Func<OperationContext, SlsResult> handler, string? type = null)
    {
        Add(new Operation
        {
            Name = name,
            Method = method,
            Path = new PathTemplate(path),
            Host = HostForm.Project,
            TypeParameter = type,
            Handler = context => new ValueTask<SlsResult>(handler(context)),
        });
    }

    /// <summary>Adds a control-plane write on a project host.</summary>
    public void Write(string method, string path, string name, BodyKind body, Func<OperationContext, SlsResult> handler)
    {
        Add(new Operation
        {
            Name = name,
            Method = method,
            Path = new PathTemplate(path),
            Host = HostForm.Project,
            Body = body,
            CountsAsWrite = true,
            Handler = context => new ValueTask<SlsResult>(handler(context)),
        });
    }

    /// <summary>
    /// Names an operation of the service that is not built: the answer is 501 NotImplemented with this name. Has no effect
    /// if the request has an operation already. Where the query decides which operation it is, <paramref name="nameOf"/> names it.
    /// </summary>
    public void NotBuilt(
        string method, string path, string name, HostForm host = HostForm.Project, string? type = null, Func<OperationContext, string>? nameOf = null)
    {
        if (_operations.Any(other => other.Method == method && other.Path.Text == path && other.Host == host && other.TypeParameter == type))
        {
            return;
        }
        Add(new Operation
        {
            Name = name,
            Method = method,
            Path = new PathTemplate(path),
            Host = host,
            TypeParameter = type,
            NeedsProject = false,
            IsBuilt = false,
            Handler = context => throw SlsErrors.NotImplemented(nameOf?.Invoke(context) ?? name).ToException(),
        });
    }

    /// <summary>Finds the operation of a request.</summary>
    /// <exception cref="SlsException">405 InvalidMethod if no operation fits, 400 ParameterInvalid for an unknown type parameter.</exception>
    public Operation Find(string method, string rawPath, bool onProjectHost, string? type, out RouteValues values)
    {
        string[] segments = PathTemplate.Split(rawPath);
        Operation? untyped = null;
        RouteValues untypedValues = RouteValues.Empty;
        bool typesExist = false;
        if (_bySize.TryGetValue((method, segments.Length), out List<Operation>? bucket))
        {
            foreach (Operation operation in bucket)
            {
                if (!FitsHost(operation.Host, onProjectHost) || !operation.Path.TryMatch(segments, out values))
                {
                    continue;
                }
                if (operation.TypeParameter is null)
                {
                    untyped ??= operation;
                    untypedValues = ReferenceEquals(untyped, operation) ? values : untypedValues;
                }
                else if (string.Equals(operation.TypeParameter, type, StringComparison.Ordinal))
                {
                    return operation;
                }
                else
                {
                    typesExist = true;
                }
            }
        }
        if (typesExist && (untyped is null || !string.IsNullOrEmpty(type)))
        {
            throw SlsErrors.ParameterInvalid($"parameter type is '{type}': no operation of {method} {rawPath} has this type").ToException();
        }
        values = untypedValues;
        return untyped ?? throw SlsErrors.InvalidMethod(method, rawPath).ToException();
    }

    private static bool FitsHost(HostForm form, bool onProjectHost)
    {
        return form == HostForm.Any || (form == HostForm.Project) == onProjectHost;
    }
}
