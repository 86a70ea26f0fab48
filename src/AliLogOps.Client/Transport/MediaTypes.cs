namespace AliLogOps.Client;

/// <summary>Content types of the protocol.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";

    public const string Protobuf = "application/x-protobuf";
}
