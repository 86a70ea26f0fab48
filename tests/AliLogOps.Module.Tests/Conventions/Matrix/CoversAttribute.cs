using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace AliLogOps.Module.Tests.Conventions;

/// <summary>
/// Says at a test which cells of the matrix it fills. Without names these are the cmdlets of its data: of each row the last cmdlet of
/// the line that the row begins with.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class CoversAttribute(Situation situation, params string[] cmdlets) : Attribute
{
    public Situation Situation => situation;

    public IReadOnlyList<string> Cmdlets => cmdlets;

    /// <summary>The cells that a test method fills.</summary>
    public static async Task<IEnumerable<(string Cmdlet, Situation Situation)>> CellsOfAsync(MethodInfo method)
    {
        var claims = method.GetCustomAttributes<CoversAttribute>().ToArray();
        if (claims.Length == 0)
        {
            return [];
        }

        if (method.GetCustomAttributes().OfType<IFactAttribute>().SingleOrDefault() is not { Skip: null })
        {
            throw new InvalidOperationException($"{method.DeclaringType!.Name}.{method.Name} fills cells of the matrix, but is no test that runs.");
        }

        var fromData = claims.Any(claim => claim.Cmdlets.Count == 0) ? await CmdletsOfDataAsync(method) : [];
        return claims.SelectMany(claim => (claim.Cmdlets.Count == 0 ? fromData : claim.Cmdlets).Select(cmdlet => (cmdlet, claim.Situation)));
    }

    private static async Task<IReadOnlyList<string>> CmdletsOfDataAsync(MethodInfo method)
    {
        var cmdlets = new List<string>();
        await using var tracker = new DisposalTracker();
        foreach (var source in method.GetCustomAttributes().OfType<IDataAttribute>())
        {
            cmdlets.AddRange((await source.GetData(method, tracker)).Select(row => CommandLines.CmdletOf((string)row.GetData()[0]!)));
        }

        return cmdlets.Count > 0 ? cmdlets : throw new InvalidOperationException($"{method.DeclaringType!.Name}.{method.Name} names no cmdlets and has no data that does.");
    }
}
