using System.Text.Json.Nodes;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Control;

/// <summary>Further keys: denied operations, disabled and expired keys, and keys a caller chooses.</summary>
public class KeyTests
{
    [Fact]
    public async Task A_denied_operation_is_unauthorized_and_others_work()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        await emulator.CreateProjectAsync("project-1", "store");
        (string Id, string Secret) key = await CreateAsync(emulator, """{"name":"reader","deny":["PostLogStoreLogs*","*Index"]}""");
        (await emulator.CallAsync("GET", "project-1", "/logstores/store/index", change: request => request.Key = key))
            .Fails(401, "Unauthorized", "denied by sts or ram, action: log:GetIndex, resource: acs:log:cn-hangzhou:1234567890123456:project/project-1/logstore/store");
        (await emulator.CallAsync("GET", "project-1", "/logstores/store", change: request => request.Key = key)).Ok();
        (await emulator.ControlAsync("PUT", $"/_emulator/keys/{key.Id}", """{"deny":[]}""")).Ok();
        (await emulator.CallAsync("GET", "project-1", "/logstores/store/index", change: request => request.Key = key)).Fails(400, "IndexConfigNotExist");
    }

    [Fact]
    public async Task A_key_is_disabled_and_removed()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        (string Id, string Secret) key = await CreateAsync(emulator, "{}");
        (await emulator.ControlAsync("PUT", $"/_emulator/keys/{key.Id}", """{"disabled":true}""")).Ok();
        (await emulator.CallAsync("GET", null, "/", change: request => request.Key = key)).Fails(401, "Unauthorized", "is disabled");
        (await emulator.ControlAsync("DELETE", $"/_emulator/keys/{key.Id}")).Ok();
        (await emulator.CallAsync("GET", null, "/", change: request => request.Key = key)).Fails(401, "Unauthorized", "not found");
        (await emulator.ControlAsync("DELETE", $"/_emulator/keys/{key.Id}")).Fails(404, "KeyNotExist");
        (await emulator.ControlAsync("DELETE", $"/_emulator/keys/{emulator.Services.Credentials.MainKeyId}")).Fails(400, "InvalidParameter");
    }

    [Fact]
    public async Task The_list_shows_no_secret()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        JsonNode created = (await emulator.ControlAsync("POST", "/_emulator/keys", """{"temporary":true,"durationSeconds":5}""")).Ok().Json;
        string list = (await emulator.ControlAsync("GET", "/_emulator/keys")).Ok().Text;
        Assert.Contains((string)created["accessKeyId"]!, list, StringComparison.Ordinal);
        Assert.DoesNotContain((string)created["accessKeySecret"]!, list, StringComparison.Ordinal);
        Assert.DoesNotContain((string)created["securityToken"]!, list, StringComparison.Ordinal);
        Assert.DoesNotContain(emulator.Services.Credentials.MainKeySecret, list, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"deny":["Nothing"]}""", "'Nothing'")]
    [InlineData("""{"durationSeconds":5}""", "durationSeconds has no meaning")]
    [InlineData("""{"temporary":true,"durationSeconds":0}""", "durationSeconds 0")]
    [InlineData("""{"name":"a b"}""", "name 'a b'")]
    [InlineData("""{"secret":"x"}""", "'secret'")]
    public async Task A_wrong_key_is_refused(string json, string message)
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        (await emulator.ControlAsync("POST", "/_emulator/keys", json)).Fails(400, "InvalidParameter", message);
    }

    [Fact]
    public async Task The_environment_chooses_key_and_control_token()
    {
        EmulatorOptions options = EnvironmentSettings.Apply(new EmulatorOptions(), Variables(("KEY_ID", "LTAI-chosen"), ("KEY_SECRET", "chosen-secret")));
        Assert.Equal(("LTAI-chosen", "chosen-secret"), options.Key);
        Assert.Null(options.ControlToken);
        await using TestEmulator emulator = await TestEmulator.StartAsync(options);
        (await emulator.CallAsync("GET", null, "/", change: request => request.Key = ("LTAI-chosen", "chosen-secret"))).Ok();
        Assert.Contains("KEY_SECRET", Assert.Throws<UsageException>(() => EnvironmentSettings.Apply(options, Variables(("KEY_ID", "LTAI-chosen")))).Message, StringComparison.Ordinal);
        string message = Assert.Throws<UsageException>(() => EnvironmentSettings.Apply(options, Variables(("TOKEN", "short")))).Message;
        Assert.Contains("at least 8", message, StringComparison.Ordinal);
        Assert.DoesNotContain("short'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chosen_key_id_that_no_request_could_use_is_refused()
    {
        string message = Assert.Throws<UsageException>(() => EnvironmentSettings.Apply(new EmulatorOptions(), Variables(("KEY_ID", "LTAI+chosen"), ("KEY_SECRET", "chosen-secret")))).Message;
        Assert.Contains("'LTAI+chosen': an access key id has letters, digits and . - _ only", message, StringComparison.Ordinal);
        Assert.DoesNotContain("chosen-secret", message, StringComparison.Ordinal);
    }

    private static Func<string, string?> Variables(params (string End, string Value)[] variables)
    {
        return name => Array.Find(variables, variable => name.EndsWith(variable.End, StringComparison.Ordinal)).Value;
    }

    private static async Task<(string Id, string Secret)> CreateAsync(TestEmulator emulator, string json)
    {
        JsonNode key = (await emulator.ControlAsync("POST", "/_emulator/keys", json)).Ok().Json;
        return ((string)key["accessKeyId"]!, (string)key["accessKeySecret"]!);
    }
}
