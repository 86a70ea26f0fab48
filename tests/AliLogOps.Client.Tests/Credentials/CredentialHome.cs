namespace AliLogOps.Client.Tests;

/// <summary>A home folder, variables and answers of a test's own.</summary>
internal sealed class CredentialHome : IDisposable
{
    public const string KeyJson = """{"Code":"Success","AccessKeyId":"STS.fetched0001","AccessKeySecret":"fetched-secret","SecurityToken":"fetched-token","Expiration":"2030-01-01T00:00:00Z"}""";
    public const string StsJson = """{"RequestId":"R","AssumedRoleUser":{},"Credentials":{"AccessKeyId":"STS.assumed0001","AccessKeySecret":"assumed-secret","SecurityToken":"assumed-token","Expiration":"2030-01-01T00:00:00Z"}}""";
    public const string Role = "acs:ram::1:role/reader";
    public const string Provider = "acs:ram::1:oidc-provider/gitlab";

    public CredentialHome()
    {
        Folder = Directory.CreateTempSubdirectory("alilogops-home-").FullName;
        Context = new CredentialContext
        {
            GetVariable = name => Variables.GetValueOrDefault(name),
            HomeFolder = Folder,
            Handler = Handler,
            TimeProvider = Clock,
            Retry = RetryPolicy.None,
            IsEcsInstance = () => false,
        };
    }

    public string Folder { get; }

    public Dictionary<string, string> Variables { get; } = [];

    public FakeHandler Handler { get; } = new();

    public FakeClock Clock { get; } = new();

    public CredentialContext Context { get; set; }

    public CredentialChain Chain => new(Context);

    public CredentialHome WriteCli(string json) => Write(Path.Combine(".aliyun", "config.json"), json);

    public CredentialHome WriteIni(string text) => Write(Path.Combine(".alibabacloud", "credentials"), text);

    public CredentialHome Write(string path, string text)
    {
        string full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return this;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
