namespace Sage.Api.Market.Lease;

/// <summary>Work that exactly one process does: the one that holds the lease.</summary>
internal interface IFeedLeader
{
    /// <summary>
    /// Runs until <paramref name="cancellationToken"/> says that the term is over, and returns once nothing of it is left.
    /// Leaders end one after the other, last registered first, so that what one has read the next can still write.
    /// </summary>
    Task LeadAsync(LeaseTerm term, CancellationToken cancellationToken);
}
