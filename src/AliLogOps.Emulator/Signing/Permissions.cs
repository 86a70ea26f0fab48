using AliLogOps.Emulator.Ecs;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Signing;

/// <summary>What a key may do: everything, except the operations its owner was denied.</summary>
internal static class Permissions
{
    public static bool Allows(AccessKey? key, string operation)
    {
        return key is null || !key.Denied.Any(pattern => Wildcard.Fits(pattern, operation));
    }

    /// <summary>The member <c>deny</c> of what the control API takes; null if it is absent.</summary>
    /// <exception cref="SlsException">400 InvalidParameter: a pattern that fits nothing would deny nothing.</exception>
    public static List<string>? ReadDenied(JsonMembers members, IReadOnlyList<string> operations)
    {
        List<string>? denied = members.Strings("deny");
        return denied?.Find(pattern => !operations.Any(name => Wildcard.Fits(pattern, name))) is { } unknown
            ? throw members.Fail($"deny has '{unknown}', which fits no operation of the emulator; GET /_emulator/operations lists the names")
            : denied;
    }

    /// <exception cref="SlsException">401 Unauthorized, as a denial by a RAM policy is answered.</exception>
    public static void Check(AccessKey? key, string operation, string region, string? project, string? logstore)
    {
        if (!Allows(key, operation))
        {
            string resource = $"acs:log:{region}:{CredentialStore.AccountId}:project/{project ?? "*"}{(logstore is null ? "" : $"/logstore/{logstore}")}";
            throw SlsErrors.AccessDenied(operation, resource).ToException();
        }
    }

    /// <exception cref="EcsException">403 Forbidden.RAM.</exception>
    public static void CheckEcs(AccessKey? key, string operation)
    {
        if (!Allows(key, operation))
        {
            throw EcsErrors.ForbiddenByRam(operation).ToException();
        }
    }
}
