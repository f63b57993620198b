using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Sage.Api.Data;
using Sage.Api.Market.Lease;
using Sage.Tests.Api;
using Sage.Tests.AppHost;

namespace Sage.Tests.Market.Lease;

/// <summary>The lease on a real Postgres, with the objects of several processes.</summary>
[Collection(SageCollection.Name)]
public sealed class LeaseTableTests(SageApp sage) : IAsyncLifetime
{
    private const string ExpireSql = "update feed_lease set expires_at = clock_timestamp() - interval '1 second'";

    private ScratchDatabase? _database;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private NpgsqlDataSource Source => _database!.Source;

    public async ValueTask InitializeAsync()
    {
        _database = await ScratchDatabase.CreateAsync(sage, Cancel);
        var options = Microsoft.Extensions.Options.Options.Create(new DatabaseOptions());
        var source = new MigrationDatabase(_database.Source, options, TimeProvider.System, NullLogger<MigrationDatabase>.Instance);
        await new Migrator(source, options, TimeProvider.System, NullLogger<Migrator>.Instance).RunAsync(MigrationScripts.Embedded(), Cancel);
    }

    public ValueTask DisposeAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Of_many_at_once_one_gets_it_and_the_others_hear_who()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => new LeaseTable(Source).TakeAsync($"process {number}", Cancel)));

        var taken = Assert.Single(answers, answer => answer.Taken);
        var after = await new LeaseTable(Source).TakeAsync("late", Cancel);
        Assert.Equal((false, taken.Token, taken.Holder), (after.Taken, after.Token, after.Holder));
    }

    [Fact]
    public async Task A_lease_that_ran_out_or_was_released_goes_to_the_next_with_a_greater_token()
    {
        var table = new LeaseTable(Source);
        var first = await table.TakeAsync("first", Cancel);
        Assert.True(await table.RenewAsync(first.Token, Cancel));

        await ExecuteAsync(ExpireSql);
        var second = await table.TakeAsync("second", Cancel);
        Assert.True(second.Taken && second.Token > first.Token);

        await table.ReleaseAsync(first.Token, Cancel);
        Assert.False((await table.TakeAsync("third", Cancel)).Taken);
        await table.ReleaseAsync(second.Token, Cancel);
        var third = await table.TakeAsync("third", Cancel);
        Assert.True(third.Taken && third.Token > second.Token);
    }

    [Fact]
    public async Task A_holder_whose_answer_was_lost_gets_its_own_lease_again()
    {
        var table = new LeaseTable(Source);
        var first = await table.TakeAsync("first", Cancel);
        var again = await table.TakeAsync("first", Cancel);

        Assert.True(again.Taken && again.Token > first.Token);
    }

    [Fact]
    public async Task Tokens_go_on_rising_when_the_table_begins_anew()
    {
        var first = await new LeaseTable(Source).TakeAsync("first", Cancel);
        await ExecuteAsync("delete from feed_lease");

        Assert.True((await new LeaseTable(Source).TakeAsync("second", Cancel)).Token >= first.Token);
    }

    [Fact]
    public async Task A_holder_that_slept_through_a_takeover_writes_nothing_any_more()
    {
        var table = new LeaseTable(Source);
        var asleep = new LeaseTerm((await table.TakeAsync("asleep", Cancel)).Token);
        await ExecuteAsync(ExpireSql);
        var awake = new LeaseTerm((await table.TakeAsync("awake", Cancel)).Token);

        await using var connection = await Source.OpenConnectionAsync(Cancel);
        await using (var transaction = await connection.BeginTransactionAsync(Cancel))
        {
            await Assert.ThrowsAsync<LeaseLostException>(() => LeaseFence.CheckAsync(transaction, asleep, Cancel));
        }

        Assert.True(asleep.Deposed.IsCompleted);
        Assert.False(await table.RenewAsync(asleep.Token, Cancel));
        await using (var transaction = await connection.BeginTransactionAsync(Cancel))
        {
            await LeaseFence.CheckAsync(transaction, awake, Cancel);
        }

        Assert.False(awake.Deposed.IsCompleted);
    }

    [Fact]
    public async Task A_takeover_waits_for_a_write_that_has_been_let_through()
    {
        var table = new LeaseTable(Source);
        var term = new LeaseTerm((await table.TakeAsync("first", Cancel)).Token);
        await ExecuteAsync(ExpireSql);
        await using var connection = await Source.OpenConnectionAsync(Cancel);
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        await LeaseFence.CheckAsync(transaction, term, Cancel);

        var takeover = table.TakeAsync("second", Cancel);
        while (await _database!.ScalarAsync<long>("select count(*) from pg_locks l join pg_database d on d.oid = coalesce(nullif(l.database, 0), d.oid) and d.datname = current_database() where not l.granted", Cancel) == 0)
        {
            Assert.False(takeover.IsCompleted);
        }

        await transaction.CommitAsync(Cancel);
        Assert.True((await takeover).Taken);
    }

    [Fact]
    public async Task Two_processes_on_one_Postgres_lead_one_after_the_other_and_never_together()
    {
        var turns = new Turns();
        var leases = Enumerable.Range(0, 2).Select(_ => new FeedLease(new LeaseTable(Source), [turns], new LeaseStatus(), MarketParts.Metrics(), TimeProvider.System, NullLogger<FeedLease>.Instance)).ToArray();
        await leases[0].StartAsync(Cancel);
        await UntilAsync(() => turns.Count == 1);
        await leases[1].StartAsync(Cancel);

        await leases[0].StopAsync(Cancel);
        await UntilAsync(() => turns.Count == 2);
        await leases[1].StopAsync(Cancel);

        Assert.False(turns.Overlapped);
        Array.ForEach(leases, lease => lease.Dispose());
    }

    [Fact]
    public async Task The_lease_has_a_connection_of_its_own_and_leaves_no_trace()
    {
        var names = new List<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => names.AddRange(activity.Tags.Where(tag => tag.Value?.Contains("feed_lease", StringComparison.Ordinal) == true).Select(_ => activity.DisplayName)),
        };
        ActivitySource.AddActivityListener(listener);
        var builder = new NpgsqlDataSourceBuilder(await sage.ConnectionStringAsync("sage", Cancel));
        builder.ConnectionStringBuilder.Database = new NpgsqlConnectionStringBuilder(Source.ConnectionString).Database;
        DatabaseExtensions.ConfigureLease(builder);
        await using var own = builder.Build();

        var table = new LeaseTable(own);
        var token = (await table.TakeAsync("first", Cancel)).Token;
        Assert.True(await table.RenewAsync(token, Cancel));

        Assert.Equal((0, 1, 2), (builder.ConnectionStringBuilder.MinPoolSize, builder.ConnectionStringBuilder.MaxPoolSize, builder.ConnectionStringBuilder.Timeout));
        Assert.Empty(names);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (!condition())
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    /// <summary>Stands for the work of both processes, and notices when they do it at once.</summary>
    private sealed class Turns : IFeedLeader
    {
        private int _count;
        private int _leading;

        public int Count => Volatile.Read(ref _count);

        public bool Overlapped { get; private set; }

        public async Task LeadAsync(LeaseTerm term, CancellationToken cancellationToken)
        {
            Overlapped |= Interlocked.Increment(ref _leading) > 1;
            Interlocked.Increment(ref _count);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Interlocked.Decrement(ref _leading);
        }
    }
}
