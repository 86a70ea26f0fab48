using System.Management.Automation;

namespace K4os.Compression.LZ4;

/// <summary>Shows that this copy is loaded, and which one it is.</summary>
[Cmdlet(VerbsCommon.Get, "OldLz4")]
[OutputType(typeof(string))]
public sealed class GetOldLz4Command : PSCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject($"{LZ4Codec.Assembly.GetName().Version}");
}

/// <summary>A type of the library's name without the library's methods: whoever took it for the real one would fail.</summary>
public static class LZ4Codec
{
    internal static System.Reflection.Assembly Assembly => typeof(LZ4Codec).Assembly;
}
