namespace AliLogOps.Client;

/// <summary>The texts a signature was made from.</summary>
/// <param name="StringToSign">The text the key was applied to.</param>
/// <param name="CanonicalRequest">The canonical request whose hash is in it; null for version 1.</param>
internal readonly record struct SignedText(string StringToSign, string? CanonicalRequest);
