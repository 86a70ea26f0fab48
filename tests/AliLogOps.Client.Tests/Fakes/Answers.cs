using System.Globalization;
using System.Net;
using System.Text;

namespace AliLogOps.Client.Tests;

/// <summary>Answers of the service.</summary>
internal static class Answers
{
    public const string ProjectJson = """{"projectName":"my-project","description":"d","createTime":"1714979289"}""";
    public const string RequestId = "56423FD999248C827B000A57";

    public static HttpResponseMessage Ok() => Json(string.Empty);

    public static HttpResponseMessage Json(string json, HttpStatusCode status = HttpStatusCode.OK, DateTimeOffset? date = null)
    {
        HttpResponseMessage answer = new(status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json)) };
        answer.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        answer.Headers.Add("x-log-requestid", RequestId);
        answer.Headers.TryAddWithoutValidation("Date", (date ?? SignatureInputs.Time).ToString("R", CultureInfo.InvariantCulture));
        return answer;
    }

    public static HttpResponseMessage Error(int status, string code, string message = "words of the service", DateTimeOffset? date = null) =>
        Json($$"""{"errorCode":"{{code}}","errorMessage":"{{message.Replace("\"", "\\\"", StringComparison.Ordinal)}}"}""", (HttpStatusCode)status, date);

    public static HttpResponseMessage EcsError(int status, string code, string message = "words of the service") =>
        Json($$"""{"RequestId":"ECS-1","HostId":"h","Code":"{{code}}","Message":"{{message}}"}""", (HttpStatusCode)status).Without("x-log-requestid");

    public static HttpResponseMessage Bytes(byte[] body, params (string Name, string Value)[] headers)
    {
        HttpResponseMessage answer = Ok();
        answer.Content = new ByteArrayContent(body);
        foreach ((string name, string value) in headers)
        {
            answer.Headers.TryAddWithoutValidation(name, value);
        }

        return answer;
    }

    public static HttpResponseMessage Html(int status, string html = "<html><body>no</body></html>")
    {
        HttpResponseMessage answer = new((HttpStatusCode)status) { Content = new StringContent(html, Encoding.UTF8, "text/html") };
        return answer;
    }

    public static HttpResponseMessage Compressed(string type, byte[] raw, int? rawSize = null, params (string Name, string Value)[] headers)
    {
        ICompressionCodec codec = Compression.Get(type);
        byte[] target = new byte[codec.MaxCompressedLength(raw.Length)];
        int length = codec.Compress(raw, target);
        return Bytes(target[..length], [("x-log-compresstype", type), ("x-log-bodyrawsize", (rawSize ?? raw.Length).ToString(CultureInfo.InvariantCulture)), .. headers]);
    }

    public static HttpResponseMessage With(this HttpResponseMessage answer, string name, string value)
    {
        answer.Headers.TryAddWithoutValidation(name, value);
        return answer;
    }

    public static HttpResponseMessage Without(this HttpResponseMessage answer, string name)
    {
        answer.Headers.Remove(name);
        return answer;
    }
}
