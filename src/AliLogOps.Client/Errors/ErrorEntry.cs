namespace AliLogOps.Client;

/// <summary>What one code of the service means.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Remedy">One sentence a person can follow.</param>
/// <param name="Missing">Which thing does not exist, for not-found codes.</param>
internal readonly record struct ErrorEntry(ErrorKind Kind, string Remedy, MissingResource Missing = MissingResource.None);
