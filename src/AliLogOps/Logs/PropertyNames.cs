namespace AliLogOps.Logs;

/// <summary>
/// The names that fields have as properties: their own, but for those an object cannot have. A name that is taken already (property
/// names know no case), empty, or the engine's own gets <see cref="TakenPrefix"/>, so that no field is lost.
/// </summary>
internal static class PropertyNames
{
    public const string TakenPrefix = "field_";

    /// <summary>The properties' names for fields, in order.</summary>
    /// <param name="taken">Names of properties that are there already.</param>
    /// <param name="fields">Names of the fields.</param>
    public static string[] For(IEnumerable<string> taken, IEnumerable<string> fields)
    {
        var names = new HashSet<string>(taken, StringComparer.OrdinalIgnoreCase);
        return [.. fields.Select(field =>
        {
            var name = field;
            while (name.Length == 0 || IsReserved(name) || !names.Add(name))
            {
                name = TakenPrefix + name;
            }

            return name;
        })];
    }

    private static bool IsReserved(string name) =>
        name.StartsWith("ps", StringComparison.OrdinalIgnoreCase) && name.ToUpperInvariant() is "PSBASE" or "PSADAPTED" or "PSEXTENDED" or "PSOBJECT" or "PSTYPENAMES";
}
