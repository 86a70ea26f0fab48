using System.Security.Cryptography;
using System.Text;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Signing;

/// <summary>A published or recorded request with its signature.</summary>
internal sealed record Vector
{
    public required string Method { get; init; }

    public string Path { get; init; } = "/";

    public (string Key, string Value)[] Query { get; init; } = [];

    public (string Name, string Value)[] Headers { get; init; } = [];

    public byte[] Body { get; init; } = [];

    public string Host { get; init; } = "";

    public required string Signature { get; init; }

    public SlsRequest ToRequest()
    {
        return Requests.Of(Method, Path, Query, Headers, Body, Host);
    }

    /// <summary>The vector with one bit changed, at each place that is signed.</summary>
    public IEnumerable<(string What, Vector Changed)> OneBitOff(Func<string, bool> isSigned)
    {
        yield return ("method", this with { Method = Flip(Method) });
        yield return ("path", this with { Path = Path[..^1] + Flip(Path[^1..]) });
        for (int i = 0; i < Query.Length; i++)
        {
            (string key, string value) = Query[i];
            yield return ($"query key {key}", this with { Query = Replaced(Query, i, (Flip(key), value)) });
            yield return ($"query value of {key}", this with { Query = Replaced(Query, i, (key, Flip(value))) });
        }
        for (int i = 0; i < Headers.Length; i++)
        {
            (string name, string value) = Headers[i];
            if (isSigned(name))
            {
                yield return ($"header {name}", this with { Headers = Replaced(Headers, i, (name, Flip(value))) });
            }
        }
        if (Body.Length > 0)
        {
            byte[] body = [.. Body];
            body[^1] ^= 1;
            yield return ("body", this with { Body = body });
        }
    }

    public static byte[] Utf8(string text)
    {
        return Encoding.UTF8.GetBytes(text);
    }

    public static string Md5(byte[] body)
    {
        return Convert.ToHexString(MD5.HashData(body));
    }

    public static string Sha256(byte[] body)
    {
        return Convert.ToHexStringLower(SHA256.HashData(body));
    }

    private static string Flip(string text)
    {
        return text.Length == 0 ? "a" : (char)(text[0] ^ 1) + text[1..];
    }

    private static T[] Replaced<T>(T[] items, int index, T item)
    {
        T[] copy = [.. items];
        copy[index] = item;
        return copy;
    }
}
