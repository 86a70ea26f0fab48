using System.Management.Automation;
using AliLogOps.Setup;

namespace AliLogOps.Commands;

/// <summary>
/// What Set- and Add- cmdlets write: the resource itself, so that the next command binds to it, with a note <c>Change</c> and a type
/// name of its own so that the table shows it.
/// </summary>
internal static class ChangeOutput
{
    public static PSObject Add<T>(T resource, ResourceChange change)
        where T : class
    {
        var output = new PSObject(resource);
        output.TypeNames.Insert(0, $"AliLogOps.{typeof(T).Name}#Change");
        output.Properties.Add(new PSNoteProperty("Change", change));
        return output;
    }
}
