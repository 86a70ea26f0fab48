namespace AliLogOps.Setup.Plan;

/// <summary>What a change sends, in the words of the API.</summary>
internal static class SetupRequest
{
    public static string Describe(SetupResourceKind kind, string name, ResourceChange change, bool pipeline = false)
    {
        if (change == ResourceChange.Unchanged)
        {
            return "";
        }

        if (kind == SetupResourceKind.SecurityGroupRule)
        {
            return change == ResourceChange.Removed ? "RevokeSecurityGroup" : "AuthorizeSecurityGroup";
        }

        if (kind == SetupResourceKind.OwnerTag)
        {
            return change == ResourceChange.Removed ? "POST /untag" : "POST /tag";
        }

        if (kind == SetupResourceKind.Binding)
        {
            var (config, group) = BindingName.Split(name);
            return $"{(change == ResourceChange.Removed ? "DELETE" : "PUT")} /machinegroups/{group}/configs/{config}";
        }

        var list = kind switch
        {
            SetupResourceKind.Project => "",
            SetupResourceKind.MachineGroup => "machinegroups",
            SetupResourceKind.LogtailConfig => pipeline ? "pipelineconfigs" : "configs",
            _ => "logstores",
        };
        var (verb, one) = change switch
        {
            ResourceChange.Created => ("POST", false),
            ResourceChange.Updated => ("PUT", true),
            _ => ("DELETE", true),
        };
        return kind switch
        {
            SetupResourceKind.Project => $"{verb} /",
            SetupResourceKind.Index => $"{verb} /logstores/{name}/index",
            _ => one ? $"{verb} /{list}/{name}" : $"{verb} /{list}",
        };
    }
}
