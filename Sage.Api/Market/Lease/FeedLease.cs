using Npgsql;

namespace Sage.Api.Market.Lease;

/// <summary>
/// Lets the leaders of this process run while it holds the lease. While Postgres does not answer nobody can take the lease, so
/// its holder goes on; its writes are fenced by the token all the same. A process that never reached Postgres does not lead.
/// </summary>
internal sealed partial class FeedLease(ILeaseTable table, IEnumerable<IFeedLeader> leaders, LeaseStatus status, SageMarketMetrics metrics, TimeProvider time, ILogger<FeedLease> logger)
    : BackgroundService
{
    public static readonly TimeSpan RenewInterval = TimeSpan.FromSeconds(2);

    /// <summary>With the term, bounds how long nobody leads after the holder has died.</summary>
    public static readonly TimeSpan TakeInterval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ReleaseTimeout = TimeSpan.FromSeconds(1);

    // The status tells it to everybody: no name of a machine.
    private readonly string _holder = $"{Environment.ProcessId}/{Guid.NewGuid().ToString("N")[..8]}";
    private readonly IReadOnlyList<IFeedLeader> _leaders = [.. leaders];
    private string? _told;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Log.Candidate(logger, _holder, Environment.MachineName, Environment.ProcessId);
        status.Current = new LeaseStatus.Snapshot(Held: false, Holder: null, Token: null, Since: null, Problem: null);
        while (!stoppingToken.IsCancellationRequested)
        {
            if (await TryTakeAsync(stoppingToken) is { } token)
            {
                await LeadAsync(new LeaseTerm(token), stoppingToken);
            }

            await Task.Delay(TakeInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<long?> TryTakeAsync(CancellationToken stoppingToken)
    {
        try
        {
            var answer = await AskAsync(limit => table.TakeAsync(_holder, limit), AnswerTimeout, stoppingToken);
            if (answer.Taken)
            {
                Log.Leading(logger, answer.Token);
                metrics.Led("taken");
                Trace("taken", answer.Token, reason: null);
                status.Current = new LeaseStatus.Snapshot(Held: true, _holder, answer.Token, time.GetUtcNow(), Problem: null);
                return answer.Token;
            }

            if (status.Current is not { Held: false } known || known.Token != answer.Token || known.Problem is not null)
            {
                Log.Following(logger, answer.Holder, answer.Token);
                status.Current = new LeaseStatus.Snapshot(Held: false, answer.Holder, answer.Token, time.GetUtcNow(), Problem: null);
            }
        }
        catch (Exception exception) when (IsOutage(exception, stoppingToken))
        {
            Tell(exception);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The loop ends.
        }

        return null;
    }

    private async Task LeadAsync(LeaseTerm term, CancellationToken stoppingToken)
    {
        var running = new LeaderRun(_leaders, term);
        var reason = await HoldAsync(term, running.Failed, stoppingToken);
        if (reason is not null)
        {
            metrics.Led("deposed");
            Log.SteppingDown(logger, term.Token, reason, running.Failed.IsCompletedSuccessfully ? (await running.Failed).Exception : null);
        }

        // By now somebody else may lead: what is left to be written is fenced.
        var ended = await running.EndAsync(time);
        status.Current = new LeaseStatus.Snapshot(Held: false, Holder: null, term.Token, time.GetUtcNow(), reason);
        Trace("lost", term.Token, reason);
        if (!ended)
        {
            // Two terms of one process at once would read and write everything twice.
            Log.NotEnded(logger, term.Token);
            await running.Ended.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        else if (!term.Deposed.IsCompleted)
        {
            await ReleaseAsync(term);
        }
    }

    private static void Trace(string what, long token, string? reason)
    {
        using var span = MarketTraces.Start($"lease {what}");
        span?.SetTag("sage.market.term", token).SetTag("sage.market.reason", reason);
    }

    /// <summary>Renews the lease until it is over; null when the process stops, otherwise why.</summary>
    private async Task<string?> HoldAsync(LeaseTerm term, Task<LeaderFailure> failed, CancellationToken stoppingToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        while (true)
        {
            var pause = Task.Delay(RenewInterval, time, stop.Token);
            var first = await Task.WhenAny(pause, term.Deposed, failed);
            if (stoppingToken.IsCancellationRequested)
            {
                return null;
            }

            if (first != pause)
            {
                await stop.CancelAsync();
                return first == failed ? $"{(await failed).Leader} failed; the log says why." : await term.Deposed;
            }

            try
            {
                if (!await AskAsync(limit => table.RenewAsync(term.Token, limit), AnswerTimeout, stoppingToken))
                {
                    term.Depose("Postgres has given the lease to another process.");
                    continue;
                }

                if (status.Current.Problem is not null)
                {
                    status.Current = status.Current with { Problem = null };
                    Log.Renewed(logger);
                }
            }
            catch (Exception exception) when (IsOutage(exception, stoppingToken))
            {
                Tell(exception);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return null;
            }
        }
    }

    private async Task ReleaseAsync(LeaseTerm term)
    {
        try
        {
            await AskAsync(async limit =>
            {
                await table.ReleaseAsync(term.Token, limit);
                return true;
            }, ReleaseTimeout, CancellationToken.None);
            metrics.Led("released");
            Log.Released(logger, term.Token);
        }
        catch (Exception exception) when (IsOutage(exception, CancellationToken.None))
        {
            // It runs out by itself.
            Log.NotReleased(logger, exception.Message);
        }
    }

    private async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> question, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        return await question(either.Token);
    }

    private void Tell(Exception exception)
    {
        var reason = exception is OperationCanceledException ? "no answer in time" : exception.Message;
        var known = status.Current;
        if (_told != reason || known.Problem is null)
        {
            // The status is public, addresses and names of servers are not.
            _told = reason;
            status.Current = known with { Problem = "Postgres does not answer." };
            if (known.Held)
            {
                Log.GoingOn(logger, reason);
            }
            else
            {
                Log.NotTaken(logger, reason);
            }
        }
    }

    private static bool IsOutage(Exception exception, CancellationToken stoppingToken) =>
        exception is NpgsqlException or TimeoutException or IOException || (exception is OperationCanceledException && !stoppingToken.IsCancellationRequested);

    private static partial class Log
    {
        [LoggerMessage(10, LogLevel.Information, "In the lease of the market this process is {Holder}: {Machine}, process {ProcessId}.")]
        public static partial void Candidate(ILogger logger, string holder, string machine, int processId);

        [LoggerMessage(1, LogLevel.Information, "This process leads the market now, term {Token}.")]
        public static partial void Leading(ILogger logger, long token);

        [LoggerMessage(2, LogLevel.Information, "{Holder} leads the market, term {Token}; this process follows and takes over when it dies.")]
        public static partial void Following(ILogger logger, string holder, long token);

        [LoggerMessage(3, LogLevel.Warning, "The lease of the market cannot be taken, so this process does not read the exchanges: {Reason}")]
        public static partial void NotTaken(ILogger logger, string reason);

        [LoggerMessage(4, LogLevel.Warning, "The lease of the market cannot be renewed; nobody else can take it meanwhile, so this process goes on: {Reason}")]
        public static partial void GoingOn(ILogger logger, string reason);

        [LoggerMessage(5, LogLevel.Information, "The lease of the market is renewed again.")]
        public static partial void Renewed(ILogger logger);

        [LoggerMessage(6, LogLevel.Warning, "This process steps down from term {Token}: {Reason}")]
        public static partial void SteppingDown(ILogger logger, long token, string reason, Exception? exception);

        [LoggerMessage(7, LogLevel.Information, "The lease of term {Token} is released; another process may take over at once.")]
        public static partial void Released(ILogger logger, long token);

        [LoggerMessage(8, LogLevel.Warning, "The lease was not released and runs out by itself: {Reason}")]
        public static partial void NotReleased(ILogger logger, string reason);

        [LoggerMessage(9, LogLevel.Error, "Something that led in term {Token} has not ended in time; the lease is not released but runs out.")]
        public static partial void NotEnded(ILogger logger, long token);
    }
}
