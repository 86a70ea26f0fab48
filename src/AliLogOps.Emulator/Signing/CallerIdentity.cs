namespace AliLogOps.Emulator.Signing;

/// <summary>Whose a key is, as GetCallerIdentity tells it.</summary>
/// <param name="IdentityType"><c>Account</c>, <c>RAMUser</c> or <c>AssumedRoleUser</c>.</param>
/// <param name="PrincipalId">Account id, user id, or role id and session name.</param>
/// <param name="Arn">The name in full.</param>
/// <param name="UserId">Of accounts and users; null of a role.</param>
/// <param name="RoleId">Of a role; null of others.</param>
internal sealed record CallerIdentity(string IdentityType, string PrincipalId, string Arn, string? UserId, string? RoleId)
{
    /// <summary>The account itself, whose key pair the ready line shows.</summary>
    public static CallerIdentity Account { get; } = new(
        "Account", CredentialStore.AccountId, $"acs:ram::{CredentialStore.AccountId}:root", CredentialStore.AccountId, null);

    public static CallerIdentity User(string name)
    {
        string id = "2" + CredentialStore.AccountId[1..];
        return new("RAMUser", id, $"acs:ram::{CredentialStore.AccountId}:user/{name}", id, null);
    }

    public static CallerIdentity Role(string account, string role, string session)
    {
        string roleId = "3" + account[1..];
        return new("AssumedRoleUser", $"{roleId}:{session}", $"acs:ram::{account}:role/{role}/{session}", null, roleId);
    }
}
