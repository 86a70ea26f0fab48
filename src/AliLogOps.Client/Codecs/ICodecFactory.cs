namespace AliLogOps.Client;

/// <summary>What the codec assembly offers.</summary>
internal interface ICodecFactory
{
    /// <summary>The codec of a name of the protocol, or null if the assembly has none.</summary>
    public ICompressionCodec? Create(string name);
}
