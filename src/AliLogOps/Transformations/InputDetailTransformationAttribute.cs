using System.Management.Automation;

namespace AliLogOps.Transformations;

/// <summary>Reads the free part of a Logtail config from a hashtable, a custom object, or another config's InputDetail.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class InputDetailTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => inputData is null ? null : PlainValues.ToDictionary(inputData);
}
