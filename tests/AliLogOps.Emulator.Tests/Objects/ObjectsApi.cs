using System.Globalization;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Objects;

/// <summary>Calls of the object API as the official clients make them.</summary>
internal sealed class ObjectsApi(TestEmulator emulator, string project)
{
    public string Project => project;

    public static async Task<ObjectsApi> CreateAsync(TestEmulator emulator)
    {
        return new ObjectsApi(emulator, await emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "store"));
    }

    /// <summary>Puts an object. Neither the body nor the object's own headers are in the signature, except a Content-Type.</summary>
    public Task<TestResponse> PutAsync(string name, byte[] content, Support.Signing signing = Support.Signing.V4, string? contentType = null, params (string Name, string Value)[] headers)
    {
        TestRequest request = NewPut(name, content);
        if (contentType is not null)
        {
            request["Content-Type"] = contentType;
        }
        emulator.Sign(request, signing);
        request.Body = content;
        foreach ((string header, string value) in headers)
        {
            request[header] = value;
        }
        return RawHttp.SendAsync(emulator.EndPoint, request);
    }

    /// <summary>A put whose body the caller adds, before or after it is signed.</summary>
    public TestRequest NewPut(string name, byte[] content)
    {
        TestRequest request = new("PUT", PathOf(name)) { Host = emulator.HostOf(project) };
        request["x-log-apiversion"] = "0.6.0";
        request["x-log-bodyrawsize"] = content.Length.ToString(CultureInfo.InvariantCulture);
        return request;
    }

    public Task<TestResponse> GetAsync(string name, Support.Signing signing = Support.Signing.V4)
    {
        return emulator.CallAsync("GET", project, PathOf(name), signing: signing);
    }

    public Task<TestResponse> DeleteAsync(string name)
    {
        return emulator.CallAsync("DELETE", project, PathOf(name));
    }

    private static string PathOf(string name)
    {
        return $"/logstores/store/objects/{name}";
    }
}
