using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Sage.Api.Market.Lease;

namespace Sage.Tests.Market.Lease;

public sealed class FeedLeaseTests : IAsyncDisposable
{
    private readonly FakeTime _time = new();
    private readonly ScriptedTable _table;
    private readonly List<FeedLease> _leases = [];

    public FeedLeaseTests() => _table = new ScriptedTable(_time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _table.Down = false;
        foreach (var lease in _leases)
        {
            await lease.StopAsync(CancellationToken.None);
            lease.Dispose();
        }
    }

    [Fact]
    public async Task Of_two_processes_one_leads_and_the_other_says_who()
    {
        var (first, second) = (await StartAsync(), await StartAsync());
        await Until(() => first.Leader.Leads && second.Status.Current.Holder is not null);

        Assert.False(second.Leader.Leads);
        Assert.Equal(first.Status.Current.Holder, second.Status.Current.Holder);
        Assert.Equal((true, false), (first.Status.Current.Held, second.Status.Current.Held));
    }

    [Fact]
    public async Task A_stop_hands_over_within_a_second_and_with_a_greater_token()
    {
        var (first, second) = (await StartAsync(), await StartAsync());
        await Until(() => first.Leader.Leads);
        var token = first.Leader.Term!.Token;

        await first.Lease.StopAsync(Cancel);
        Assert.False(first.Leader.Leads);
        _time.Advance(FeedLease.TakeInterval);
        await Until(() => second.Leader.Leads);

        Assert.True(second.Leader.Term!.Token > token);
    }

    [Fact]
    public async Task A_holder_that_vanishes_is_followed_in_less_than_10_seconds()
    {
        var gone = await _table.TakeAsync("gone", Cancel);
        var second = await StartAsync();
        var from = _time.GetUtcNow();

        await _time.AdvanceUntilAsync(() => second.Leader.Leads, TimeSpan.FromMilliseconds(100), Cancel);

        Assert.True(gone.Taken);
        Assert.InRange(_time.GetUtcNow() - from, LeaseTable.Term, TimeSpan.FromSeconds(9));
    }

    [Fact]
    public async Task A_term_that_does_not_end_is_not_led_beside_the_next_one()
    {
        var leader = new Stubborn();
        var lease = new FeedLease(_table, [leader], new LeaseStatus(), MarketParts.Metrics(), _time, NullLogger<FeedLease>.Instance);
        _leases.Add(lease);
        await lease.StartAsync(Cancel);
        await Until(() => leader.Terms == 1);

        _table.Steal("another");
        await _time.AdvanceUntilAsync(() => _table.Asked > 1, TimeSpan.FromMilliseconds(100), Cancel);
        _table.Free();
        for (var i = 0; i < 100; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Delay(1, Cancel);
        }

        Assert.Equal(1, leader.Terms);
        leader.End();
        await _time.AdvanceUntilAsync(() => leader.Terms > 1, TimeSpan.FromMilliseconds(100), Cancel);
        Assert.False(leader.Overlapped);
    }

    [Fact]
    public async Task While_Postgres_is_away_the_holder_goes_on_and_says_so()
    {
        var first = await StartAsync();
        await Until(() => first.Leader.Leads);
        _table.Down = true;
        await _time.AdvanceUntilAsync(() => first.Status.Current.Problem is not null, TimeSpan.FromMilliseconds(500), Cancel);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(first.Leader.Leads);

        _table.Down = false;
        await _time.AdvanceUntilAsync(() => first.Status.Current.Problem is null, TimeSpan.FromMilliseconds(500), Cancel);
        Assert.True(first.Leader.Leads);
    }

    [Fact]
    public async Task Without_Postgres_at_the_start_nobody_leads_and_the_reason_is_known()
    {
        _table.Down = true;
        var first = await StartAsync();
        await Until(() => first.Status.Current.Problem == "Postgres does not answer.");
        Assert.False(first.Leader.Leads);

        _table.Down = false;
        await _time.AdvanceUntilAsync(() => first.Leader.Leads, TimeSpan.FromMilliseconds(100), Cancel);
    }

    [Fact]
    public async Task A_holder_that_was_asleep_steps_down_when_it_learns_of_another()
    {
        var first = await StartAsync();
        await Until(() => first.Leader.Leads);
        _table.Steal("another");

        await _time.AdvanceUntilAsync(() => !first.Leader.Leads, TimeSpan.FromMilliseconds(500), Cancel);
        await _time.AdvanceUntilAsync(() => first.Status.Current.Holder == "another", TimeSpan.FromMilliseconds(100), Cancel);
        Assert.False(first.Status.Current.Held);
    }

    [Fact]
    public async Task A_refused_token_ends_the_term_at_once()
    {
        var first = await StartAsync();
        await Until(() => first.Leader.Leads);
        _table.Steal("another");
        first.Leader.Term!.Depose("Valkey knows a newer leader.");

        await Until(() => !first.Leader.Leads);
    }

    [Fact]
    public async Task A_leader_that_fails_ends_the_term_of_all_and_the_next_try_may_succeed()
    {
        var first = await StartAsync();
        await Until(() => first.Leader.Leads);
        var token = first.Leader.Term!.Token;
        first.Leader.Fail();

        await _time.AdvanceUntilAsync(() => first.Leader.Leads && first.Leader.Term!.Token > token, TimeSpan.FromMilliseconds(100), Cancel);
    }

    [Fact]
    public async Task Leaders_end_in_reverse_one_after_the_other()
    {
        var ended = new List<string>();
        var run = new LeaderRun([new Recorded("writer", ended), new Recorded("pump", ended), new Recorded("feed", ended)], new LeaseTerm(1));

        Assert.True(await run.EndAsync(_time));
        Assert.Equal(["feed", "pump", "writer"], ended);
    }

    private Task Until(Func<bool> condition) => _time.AdvanceUntilAsync(condition, TimeSpan.Zero, Cancel);

    private async Task<(FeedLease Lease, LeaseStatus Status, RecordingLeader Leader)> StartAsync()
    {
        var (status, leader) = (new LeaseStatus(), new RecordingLeader());
        var lease = new FeedLease(_table, [leader], status, MarketParts.Metrics(), _time, NullLogger<FeedLease>.Instance);
        _leases.Add(lease);
        await lease.StartAsync(Cancel);
        await Until(() => status.Current.Holder is not null || status.Current.Problem is { } problem && !problem.Contains("ReadFeed", StringComparison.Ordinal));
        return (lease, status, leader);
    }

    private sealed class RecordingLeader : IFeedLeader
    {
        private TaskCompletionSource _failure = new();
        private volatile LeaseTerm? _term;
        private volatile bool _leads;

        public bool Leads => _leads;

        public LeaseTerm? Term => _term;

        public void Fail() => _failure.SetException(new InvalidOperationException("a mistake"));

        public async Task LeadAsync(LeaseTerm term, CancellationToken cancellationToken)
        {
            (_term, _leads, _failure) = (term, true, new TaskCompletionSource());
            try
            {
                await _failure.Task.WaitAsync(cancellationToken);
            }
            finally
            {
                _leads = false;
            }
        }
    }

    private sealed class Stubborn : IFeedLeader
    {
        private readonly TaskCompletionSource _end = new();
        private int _running;

        public int Terms { get; private set; }

        public bool Overlapped { get; private set; }

        public void End() => _end.TrySetResult();

        public async Task LeadAsync(LeaseTerm term, CancellationToken cancellationToken)
        {
            Terms++;
            Overlapped |= Interlocked.Increment(ref _running) > 1;
            await _end.Task;
            Interlocked.Decrement(ref _running);
        }
    }

    private sealed class Recorded(string name, List<string> ended) : IFeedLeader
    {
        public async Task LeadAsync(LeaseTerm term, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Yield();
            ended.Add(name);
        }
    }

    /// <summary>The row in memory, by the clock of the test.</summary>
    private sealed class ScriptedTable(TimeProvider time) : ILeaseTable
    {
        private readonly Lock _gate = new();
        private (long Token, string Holder, DateTimeOffset ExpiresAt) _row;

        public bool Down { get; set; }

        public int Asked { get; private set; }

        public void Free() => Steal("nobody", DateTimeOffset.MinValue);

        public void Steal(string holder) => Steal(holder, DateTimeOffset.MaxValue);

        private void Steal(string holder, DateTimeOffset until)
        {
            lock (_gate)
            {
                _row = (_row.Token + 1, holder, until);
            }
        }

        public Task<LeaseAnswer> TakeAsync(string holder, CancellationToken cancellationToken) => Answer(() =>
        {
            var taken = _row.ExpiresAt <= time.GetUtcNow() || _row.Holder == holder;
            _row = taken ? (_row.Token + 1, holder, time.GetUtcNow() + LeaseTable.Term) : _row;
            return new LeaseAnswer(taken, _row.Token, _row.Holder);
        });

        public Task<bool> RenewAsync(long token, CancellationToken cancellationToken) => Answer(() =>
        {
            _row = _row.Token == token ? _row with { ExpiresAt = time.GetUtcNow() + LeaseTable.Term } : _row;
            return _row.Token == token;
        });

        public Task ReleaseAsync(long token, CancellationToken cancellationToken) => Answer(() =>
        {
            _row = _row.Token == token ? _row with { ExpiresAt = time.GetUtcNow() } : _row;
            return true;
        });

        private Task<T> Answer<T>(Func<T> answer)
        {
            lock (_gate)
            {
                Asked++;
                return Down ? Task.FromException<T>(new NpgsqlException("Postgres is away.")) : Task.FromResult(answer());
            }
        }
    }
}
