using System.Security.Cryptography;
using System.Text;
using AliLogOps.Emulator.Ecs;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Signing;

/// <summary>
/// The older signature of ECS and STS, which travels in the parameters (HMAC-SHA1 over all of them). The credential libraries
/// of the official SDKs still call AssumeRole with it.
/// </summary>
internal sealed class RpcAuthenticator(EcsKeys keys)
{
    private static readonly string[] s_required = ["AccessKeyId", "Action", "Version", "SignatureMethod", "SignatureVersion", "SignatureNonce", "Timestamp"];

    /// <summary>True if the parameters carry a signature.</summary>
    public static bool IsFor(EcsParameters parameters)
    {
        return parameters.Has("Signature");
    }

    /// <exception cref="EcsException">The documented error of the first thing that is wrong.</exception>
    public AccessKey Authenticate(SlsRequest request, EcsParameters parameters)
    {
        foreach (string name in s_required)
        {
            if (parameters[name].Length == 0)
            {
                throw EcsErrors.IncompleteSignature($"parameter {name} is missing").ToException();
            }
        }
        if (parameters["SignatureMethod"] != "HMAC-SHA1" || parameters["SignatureVersion"] != "1.0")
        {
            throw EcsErrors.IncompleteSignature("SignatureMethod must be HMAC-SHA1 and SignatureVersion 1.0").ToException();
        }
        DateTimeOffset now = keys.CheckClock(parameters["Timestamp"]);
        AccessKey key = keys.Find(parameters["AccessKeyId"], parameters["SecurityToken"], now);
        if (!Verify(request.Method, parameters, key.Secret.Span))
        {
            throw EcsErrors.SignatureDoesNotMatch().ToException();
        }
        keys.UseNonce(key.Id, parameters["SignatureNonce"], now);
        return key;
    }

    /// <summary>True if the parameter Signature is that of all others.</summary>
    public static bool Verify(string method, EcsParameters parameters, ReadOnlySpan<byte> secret)
    {
        string query = string.Join('&', parameters.All
            .Where(pair => pair.Key != "Signature")
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{PercentEncoding.Encode(pair.Key)}={PercentEncoding.Encode(pair.Value)}"));
        string toSign = $"{method}&%2F&{PercentEncoding.Encode(query)}";
        byte[] key = [.. secret, (byte)'&'];
        Span<byte> given = stackalloc byte[20];
        string signature = parameters["Signature"];
        return signature.Length == 28
            && Convert.TryFromBase64String(signature, given, out int length) && length == 20
            && CryptographicOperations.FixedTimeEquals(HMACSHA1.HashData(key, Encoding.UTF8.GetBytes(toSign)), given);
    }
}
