using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AliLogOps.Emulator.Ecs;

/// <summary>Reads the rules of AuthorizeSecurityGroup and RevokeSecurityGroup and checks their fields.</summary>
internal static class RuleReader
{
    private const int MaxPermissions = 100;
    private static readonly string[] s_fields =
    [
        "IpProtocol", "PortRange", "PortRangeListId", "SourcePortRange", "SourceCidrIp", "Ipv6SourceCidrIp", "SourceGroupId", "SourcePrefixListId",
        "DestCidrIp", "Ipv6DestCidrIp", "NicType", "Policy", "Priority", "Description",
    ];

    private static readonly string[] s_basicOnly = ["Policy", "SourceGroupId", "SourceGroupOwnerAccount", "SourceGroupOwnerId"];

    /// <summary>True if the call names rules by their fields, in either form.</summary>
    public static bool HasRules(EcsParameters parameters)
    {
        return HasFlat(parameters) || parameters.All.Keys.Any(name => name.StartsWith("Permissions.", StringComparison.Ordinal));
    }

    /// <summary>The rules of <c>Permissions.N</c>, or the one of the older flat parameters.</summary>
    /// <param name="parameters">All parameters of the call.</param>
    /// <param name="group">Group the rules are of: its network decides which NicType a rule has.</param>
    /// <param name="groupExists">Whether a source group exists.</param>
    /// <exception cref="EcsException">400 or 404 with the code of the wrong field.</exception>
    public static List<SecurityGroupRule> Read(EcsParameters parameters, SecurityGroupRecord group, Func<string, bool> groupExists)
    {
        List<EcsParameters> permissions = parameters.Objects("Permissions");
        if (permissions.Count > 0 && HasFlat(parameters))
        {
            throw EcsErrors.Permissions("it must not be mixed with the parameters of a single rule").ToException();
        }
        if (permissions.Count > MaxPermissions)
        {
            throw EcsErrors.Permissions($"{permissions.Count} rules are given, {MaxPermissions} are allowed").ToException();
        }
        List<SecurityGroupRule> rules = [.. (permissions.Count > 0 ? permissions : [parameters]).Select(fields => ReadOne(fields, group, groupExists))];
        return rules.DistinctBy(rule => rule.Identity).Count() == rules.Count
            ? rules
            : throw EcsErrors.DuplicatePermissions().ToException();
    }

    private static bool HasFlat(EcsParameters parameters)
    {
        return s_fields.Any(parameters.Has);
    }

    /// <summary>An advanced group refuses some fields; the status of the error is «unconfirmed».</summary>
    /// <exception cref="EcsException">403 InvalidGroupParameter.OperationDenied.</exception>
    public static void CheckType(EcsParameters parameters, SecurityGroupRecord group)
    {
        if (!group.IsAdvanced)
        {
            return;
        }
        List<EcsParameters> permissions = parameters.Objects("Permissions");
        foreach (EcsParameters fields in permissions.Count > 0 ? permissions : [parameters])
        {
            if (Array.Find(s_basicOnly, name => fields[name].Length > 0) is { } denied)
            {
                throw EcsErrors.OperationDenied(denied).ToException();
            }
        }
    }

    private static SecurityGroupRule ReadOne(EcsParameters fields, SecurityGroupRecord group, Func<string, bool> groupExists)
    {
        string protocol = fields.Required("IpProtocol").ToUpperInvariant();
        if (protocol is not ("TCP" or "UDP" or "ICMP" or "ICMPV6" or "GRE" or "ALL"))
        {
            throw EcsErrors.IpProtocol(fields["IpProtocol"]).ToException();
        }
        if (!fields.Has("PortRange") && fields.Has("PortRangeListId"))
        {
            throw EcsErrors.NotImplemented("PortRangeListId of a security group rule").ToException();
        }
        string portRange = fields.Required("PortRange");
        CheckPortRange(protocol, portRange);
        CheckSource(fields, groupExists);
        string policy = fields["Policy"].ToLowerInvariant();
        if (policy is not ("" or "accept" or "drop"))
        {
            throw EcsErrors.Policy(fields["Policy"]).ToException();
        }
        string priorityText = fields["Priority"];
        int priority = 1;
        if (priorityText.Length > 0 && (!int.TryParse(priorityText, NumberStyles.None, CultureInfo.InvariantCulture, out priority) || priority is < 1 or > 100))
        {
            throw EcsErrors.Priority(priorityText).ToException();
        }
        if (fields["Description"].Length > 512)
        {
            throw EcsErrors.Description().ToException();
        }
        string nicType = NicType(fields, group);
        bool byAddress = fields["SourceCidrIp"].Length > 0 || fields["Ipv6SourceCidrIp"].Length > 0;
        return new SecurityGroupRule
        {
            IpProtocol = protocol,
            PortRange = portRange,
            SourcePortRange = fields["SourcePortRange"],
            SourceCidrIp = fields["SourceCidrIp"],
            Ipv6SourceCidrIp = fields["Ipv6SourceCidrIp"],
            // an address wins over a group
            SourceGroupId = byAddress ? "" : fields["SourceGroupId"],
            SourceGroupOwnerAccount = byAddress ? "" : fields["SourceGroupOwnerAccount"],
            DestCidrIp = fields["DestCidrIp"],
            Ipv6DestCidrIp = fields["Ipv6DestCidrIp"],
            NicType = nicType,
            Policy = policy == "drop" ? "Drop" : "Accept",
            Priority = priority,
            Description = fields["Description"],
        };
    }

    /// <summary>In a VPC all is intranet; in the classic network a rule is for the internet unless it says otherwise.</summary>
    private static string NicType(EcsParameters fields, SecurityGroupRecord group)
    {
        string given = fields["NicType"];
        if (group.VpcId.Length > 0)
        {
            return given is "" or "intranet" ? "intranet" : throw EcsErrors.NicType(given).ToException();
        }
        if (given is not ("" or "internet" or "intranet"))
        {
            throw EcsErrors.ClassicNicType(given).ToException();
        }
        bool byGroup = fields["SourceGroupId"].Length > 0 && fields["SourceCidrIp"].Length == 0 && fields["Ipv6SourceCidrIp"].Length == 0;
        return byGroup && given != "intranet"
            ? throw EcsErrors.SourceGroupNicType().ToException()
            : given.Length == 0 ? "internet" : given;
    }

    private static void CheckPortRange(string protocol, string portRange)
    {
        if (protocol is not ("TCP" or "UDP"))
        {
            if (portRange != "-1/-1")
            {
                throw EcsErrors.PortRange(portRange, $"it must be -1/-1 for {protocol}").ToException();
            }
            return;
        }
        string[] ports = portRange.Split('/');
        if (ports.Length != 2 || !IsPort(ports[0], out int from) || !IsPort(ports[1], out int to) || from > to)
        {
            throw EcsErrors.PortRange(portRange, "it must be from/to with ports from 1 to 65535").ToException();
        }
    }

    private static void CheckSource(EcsParameters fields, Func<string, bool> groupExists)
    {
        string source = fields["SourceCidrIp"];
        string source6 = fields["Ipv6SourceCidrIp"];
        if (source.Length > 0 && source6.Length > 0)
        {
            throw EcsErrors.SourceIp().ToException();
        }
        if (source.Length > 0 && !IsCidr(source, AddressFamily.InterNetwork))
        {
            throw EcsErrors.SourceCidr(source).ToException();
        }
        CheckCidr(fields, "Ipv6SourceCidrIp", AddressFamily.InterNetworkV6);
        CheckCidr(fields, "DestCidrIp", AddressFamily.InterNetwork);
        CheckCidr(fields, "Ipv6DestCidrIp", AddressFamily.InterNetworkV6);
        if (source.Length > 0 || source6.Length > 0)
        {
            return;
        }
        string group = fields["SourceGroupId"];
        string prefixList = fields["SourcePrefixListId"];
        if (group.Length > 0)
        {
            if (!groupExists(group))
            {
                throw EcsErrors.SourceGroupNotFound(group).ToException();
            }
        }
        else
        {
            // there are no prefix lists in the emulator
            throw (prefixList.Length > 0 ? EcsErrors.PrefixListNotFound(prefixList) : EcsErrors.MissingSource()).ToException();
        }
    }

    private static void CheckCidr(EcsParameters fields, string name, AddressFamily family)
    {
        if (fields[name].Length > 0 && !IsCidr(fields[name], family))
        {
            throw EcsErrors.CidrParameter(name, fields[name]).ToException();
        }
    }

    private static bool IsPort(string text, out int port)
    {
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= 65535;
    }

    private static bool IsCidr(string text, AddressFamily family)
    {
        string[] parts = text.Split('/');
        int bits = family == AddressFamily.InterNetwork ? 32 : 128;
        return parts.Length <= 2
            && IPAddress.TryParse(parts[0], out IPAddress? address) && address.AddressFamily == family
            && (family == AddressFamily.InterNetworkV6 || parts[0].Split('.').Length == 4)
            && (parts.Length == 1 || (int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int length) && length <= bits));
    }
}
