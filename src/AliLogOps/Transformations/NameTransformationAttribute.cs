using System.Collections;
using System.Management.Automation;

namespace AliLogOps.Transformations;

/// <summary>
/// Lets only text become a name. Without it the engine turns any piped object into a name by ToString, so that a project piped into
/// a logstore cmdlet would bind as the logstore's name; with it the engine falls back to the object's property of the right name.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class NameTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        Require(inputData);
        return inputData;
    }

    private static void Require(object? input)
    {
        var value = input is PSObject wrapped ? wrapped.BaseObject : input;
        switch (value)
        {
            case null or string:
            case ValueType and IConvertible:
                // a name of digits only reaches us as a number that remembers its text
                return;
            case IEnumerable items and not IDictionary:
                foreach (var item in items)
                {
                    Require(item);
                }

                return;
            default:
                var message = $"A {value.GetType().Name} is not a name. Give text, or pipe an object that carries the name in a property.";

                // the binder takes this very inner exception for "does not fit by value" and goes on to the properties
                throw new ArgumentTransformationMetadataException(message, new PSInvalidCastException(message));
        }
    }
}
