namespace AliLogOps.Commands;

/// <summary>Parameter sets of the machine group cmdlets: what the group goes by.</summary>
internal static class MachineGroupSets
{
    public const string Identifier = "Identifier";
    public const string Address = "IPAddress";

    public static string ToIdentifyType(string parameterSet) => parameterSet == Address ? "ip" : "userdefined";
}
