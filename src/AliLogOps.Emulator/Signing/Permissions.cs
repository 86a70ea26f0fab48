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
