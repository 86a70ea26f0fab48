namespace AliLogOps.Client;

/// <content>Creations and removals that stay right when an answer is lost and the request is repeated.</content>
public sealed partial class LogServiceClient
{
    // times of the service are whole seconds and its machines' clocks differ a little
    private static readonly TimeSpan s_creationSlack = TimeSpan.FromSeconds(5);

    // The repeat of a creation whose first answer was lost is told that the thing exists. If it was made after the first attempt
    // was sent, that attempt made it.
    private async Task CreateAsync(ServiceRequest request, Func<CancellationToken, Task<DateTimeOffset?>> readCreateTime, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (LogServiceException failure) when (failure.Kind == ErrorKind.AlreadyExists && failure.AfterUnknownOutcome)
        {
            if (!await IsOwnCreationAsync(failure, readCreateTime, cancellationToken).ConfigureAwait(false))
            {
                throw;
            }
        }
    }

    private async Task<bool> IsOwnCreationAsync(LogServiceException failure, Func<CancellationToken, Task<DateTimeOffset?>> readCreateTime, CancellationToken cancellationToken)
    {
        try
        {
            DateTimeOffset? created = await readCreateTime(cancellationToken).ConfigureAwait(false);
            // by now the answers have told the service's clock, whose time the creation carries
            return created is null || failure.FirstAttemptTime is not { } sent || created >= _pipeline.Clock.ServiceTime(sent) - s_creationSlack;
        }
        catch (LogServiceException)
        {
            // not readable, so not known to be ours: the caller hears that the name is taken
            return false;
        }
    }

    // The repeat of a removal whose first answer was lost is told that the thing does not exist: that is what was wanted.
    private async Task DeleteAsync(ServiceRequest request, MissingResource resource, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (LogServiceException failure) when (failure.AfterUnknownOutcome && failure.MissingResource == resource)
        {
        }
    }
}
