namespace AliLogOps;

/// <summary>Who a key belongs to (Security Token Service API: GetCallerIdentity).</summary>
public sealed record CallerIdentity
{
    /// <summary><c>Account</c>, <c>RAMUser</c> or <c>AssumedRoleUser</c>.</summary>
    public string IdentityType { get; init; } = string.Empty;

    /// <summary>The account.</summary>
    public string AccountId { get; init; } = string.Empty;

    /// <summary>Identifier of the account, user or session.</summary>
    public string PrincipalId { get; init; } = string.Empty;

    /// <summary>Full name of the account, user or session.</summary>
    public string Arn { get; init; } = string.Empty;

    /// <summary>Identifier of the user; empty for a role.</summary>
    public string UserId { get; init; } = string.Empty;

    /// <summary>Identifier of the role; empty for an account or user.</summary>
    public string RoleId { get; init; } = string.Empty;

    /// <summary>The full name.</summary>
    public override string ToString() => Arn;
}
