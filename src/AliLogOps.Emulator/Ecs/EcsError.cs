using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Ecs;

/// <summary>An error answer of ECS or STS.</summary>
internal sealed record EcsError(int Status, string Code, string Message)
{
    public EcsException ToException()
    {
        return new EcsException(this);
    }

    /// <summary>The JSON body that ECS and STS answer with.</summary>
    public SlsResult ToResult(string requestId, string host, string product)
    {
        return SlsResult.Json(
            writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("RequestId", requestId);
                writer.WriteString("HostId", host);
                writer.WriteString("Code", Code);
                writer.WriteString("Message", Message);
                writer.WriteString("Recommend", $"https://api.aliyun.com/troubleshoot?q={Uri.EscapeDataString(Code)}&product={product}&requestId={requestId}");
                writer.WriteEndObject();
            },
            Status);
    }
}

/// <summary>Ends an ECS or STS operation with an error answer.</summary>
internal sealed class EcsException(EcsError error) : Exception($"{error.Code}: {error.Message}")
{
    public EcsError Error { get; } = error;
}
