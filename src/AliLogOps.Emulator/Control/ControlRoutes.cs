using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Control;

/// <summary>A request of the control API.</summary>
/// <param name="Json">Body; undefined if there was none.</param>
internal sealed record ControlRequest(SlsRequest Request, RouteValues Route, JsonElement Json);

internal delegate ValueTask<SlsResult> ControlHandler(ControlRequest request);

/// <summary>Routes of <c>/_emulator/…</c>: the emulator's own API, beside the service's.</summary>
internal sealed class ControlRoutes(string controlToken)
{
    public const string Prefix = "/_emulator/";

    private readonly List<(string Method, PathTemplate Path, bool Open, ControlHandler Handler)> _routes = [];
    private readonly byte[] _authorization = Encoding.UTF8.GetBytes("Bearer " + controlToken);

    /// <summary>Adds a route, path in full, for example <c>/_emulator/agents/{hostName}</c>.</summary>
    /// <param name="open">Answered without the control token.</param>
    public void Add(string method, string path, ControlHandler handler, bool open = false)
    {
        _routes.Add((method, new PathTemplate(path), open, handler));
    }

    /// <inheritdoc cref="Add(string, string, ControlHandler, bool)"/>
    public void Add(string method, string path, Func<ControlRequest, SlsResult> handler, bool open = false)
    {
        Add(method, path, request => new ValueTask<SlsResult>(handler(request)), open);
    }

    /// <exception cref="SlsException">401 Unauthorized, 404 NotFound, 405 InvalidMethod, 400 PostBodyInvalid, or the handler's own.</exception>
    public ValueTask<SlsResult> HandleAsync(SlsRequest request)
    {
        string[] segments = PathTemplate.Split(request.RawPath);
        bool pathKnown = false;
        foreach ((string method, PathTemplate path, bool open, ControlHandler handler) in _routes)
        {
            if (!path.TryMatch(segments, out RouteValues values))
            {
                continue;
            }
            pathKnown = true;
            if (method != request.Method)
            {
                continue;
            }
            if (!open)
            {
                Authorize(request);
            }
            return handler(new ControlRequest(request, values, ParseBody(request)));
        }
        Authorize(request);
        throw (pathKnown
            ? SlsErrors.InvalidMethod(request.Method, request.RawPath)
            : new SlsError(404, "NotFound", $"the control API has no {request.RawPath}")).ToException();
    }

    private void Authorize(SlsRequest request)
    {
        byte[] given = Encoding.UTF8.GetBytes(request.Headers["Authorization"] ?? "");
        if (!CryptographicOperations.FixedTimeEquals(given, _authorization))
        {
            throw new SlsError(401, "Unauthorized", "the control API needs the header Authorization: Bearer <controlToken>, with the token of the ready line").ToException();
        }
    }

    private static JsonElement ParseBody(SlsRequest request)
    {
        return request.Body.IsEmpty ? default : StrictJson.Parse(request.Body);
    }
}
