namespace AliLogOps.Client;

/// <summary>A role to take on (STS API: AssumeRole).</summary>
public sealed record RoleRequest
{
    /// <summary>Resource name of the role, such as <c>acs:ram::1234567890123456:role/log-reader</c>.</summary>
    public required string RoleArn { get; init; }

    /// <summary>Name of the session in the account's records: 2 to 64 of letters, digits and <c>. @ _ -</c>.</summary>
    public string SessionName { get; init; } = "AliLogOps";

    /// <summary>How long the key is to work: 900 s up to the role's own limit.</summary>
    public int DurationSeconds { get; init; } = 3600;

    /// <summary>A policy that narrows the role's; null for all the role may.</summary>
    public string? Policy { get; init; }

    /// <summary>The id a role of another account may ask for; null for none.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The role.</summary>
    public override string ToString() => RoleArn;

    /// <summary>What is wrong with it, or null.</summary>
    internal string? Problem() =>
        !RoleArn.StartsWith("acs:ram::", StringComparison.Ordinal) || !RoleArn.Contains(":role/", StringComparison.Ordinal) ? $"'{RoleArn}' is no role. Give its resource name, such as acs:ram::1234567890123456:role/log-reader."
        : SessionName.Length is < 2 or > 64 || !SessionName.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '@' or '_' or '-') ? $"'{SessionName}' cannot name a session: 2 to 64 letters, digits, or . @ _ -. Give another name."
        : DurationSeconds is < 900 or > 43200 ? $"A key cannot be had for {DurationSeconds} s. Give 900 s to 43200 s, and no more than the role allows."
        : null;
}
