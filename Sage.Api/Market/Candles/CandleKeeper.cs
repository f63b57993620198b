using Sage.Api.Market.Lease;

namespace Sage.Api.Market.Candles;

/// <summary>All that one process does for the candles, while it leads.</summary>
internal sealed class CandleKeeper(CandleWriter writer, CandleBackfill backfill, CandleHousekeeping housekeeping) : IFeedLeader
{
    public async Task LeadAsync(LeaseTerm term, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAll(
            UntilTheEndAsync(writer.RunAsync(term, ending.Token), ending),
            UntilTheEndAsync(backfill.RunAsync(term, ending.Token), ending),
            UntilTheEndAsync(housekeeping.RollUpAsync(term, ending.Token), ending),
            UntilTheEndAsync(housekeeping.RetainAsync(term, ending.Token), ending));
    }

    private static async Task UntilTheEndAsync(Task job, CancellationTokenSource ending)
    {
        try
        {
            await job;
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The term is over.
        }
        catch (LeaseLostException)
        {
            // The term knows it, and is about to end.
        }
        catch
        {
            // Half of the jobs would look like all of them: the others end too, and the failure is seen.
            await ending.CancelAsync();
            throw;
        }
    }
}
