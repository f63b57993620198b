using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Sage.Api.Data;
using Sage.Tests.AppHost;

namespace Sage.Tests.Api;

[Collection(SageCollection.Name)]
public sealed class MigratorTests(SageApp sage)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_empty_to_the_newest_script_and_the_second_run_finds_nothing_to_do()
    {
        await using var database = await ScratchDatabase.CreateAsync(sage, Cancel);
        var scripts = MigrationScripts.Embedded();

        Assert.Equal(scripts.Count, (await RunAsync(database, scripts)).Pending.Count);
        Assert.Empty((await RunAsync(database, scripts)).Pending);
        Assert.Equal(scripts.Count, await database.ScalarAsync<long>("select count(*) from schema_migrations", Cancel));
    }

    [Fact]
    public async Task Two_runs_at_once_apply_each_script_once()
    {
        await using var database = await ScratchDatabase.CreateAsync(sage, Cancel);
        MigrationScript[] scripts = [Script("0001_slow.sql", "create table t (n int); select pg_sleep(0.3); insert into t values (1)")];

        var plans = await Task.WhenAll(RunAsync(database, scripts), RunAsync(database, scripts), RunAsync(database, scripts));

        Assert.Equal(1, plans.Sum(plan => plan.Pending.Count));
        Assert.Equal(1, await database.ScalarAsync<long>("select count(*) from t", Cancel));
    }

    [Fact]
    public async Task A_script_that_fails_names_its_place_and_leaves_nothing_and_the_ones_before_it_stay()
    {
        await using var database = await ScratchDatabase.CreateAsync(sage, Cancel);
        MigrationScript[] scripts =
        [
            Script("0001_good.sql", "create table good (n int)"),
            Script("0002_bad.sql", "create table bad (n int);\n\n-- é\ninsert into\n  nowhere values (1);"),
        ];

        var failure = await Assert.ThrowsAsync<MigrationException>(() => RunAsync(database, scripts));

        Assert.Equal("0002_bad.sql, line 5, column 3: relation \"nowhere\" does not exist (42P01); nothing of it was kept.", failure.Message);
        Assert.Equal("good", await database.ScalarAsync<string>("select string_agg(tablename, ',') from pg_tables where schemaname = 'public' and tablename <> 'schema_migrations'", Cancel));
        Assert.Equal("0001_good.sql", await database.ScalarAsync<string>("select string_agg(name, ',') from schema_migrations", Cancel));

        // The lock is free again: a corrected script runs.
        Assert.Single((await RunAsync(database, [scripts[0], Script("0002_bad.sql", "select 1")])).Pending);
    }

    [Fact]
    public async Task A_script_may_leave_the_transaction()
    {
        await using var database = await ScratchDatabase.CreateAsync(sage, Cancel);

        await RunAsync(database, [Script("0001_t.sql", "create table t (n int)"), Script("0002_i.sql", "-- migrate: no-transaction\ncreate index concurrently a on t (n);\ncreate index concurrently b on t (n);")]);

        Assert.Equal(2, await database.ScalarAsync<long>("select count(*) from pg_indexes where tablename = 't'", Cancel));
    }

    [Fact]
    public async Task A_lock_that_is_held_for_too_long_is_said()
    {
        await using var database = await ScratchDatabase.CreateAsync(sage, Cancel);
        var slow = RunAsync(database, [Script("0001_slow.sql", "select pg_sleep(3)")]);
        while (await database.ScalarAsync<long>("select count(*) from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())", Cancel) == 0)
        {
            await Task.Yield();
        }

        var failure = await Assert.ThrowsAsync<MigrationException>(() => RunAsync(database, [], options => options.LockTimeout = TimeSpan.FromSeconds(1)));

        Assert.StartsWith("Another migration run has held the lock for 1 s", failure.Message, StringComparison.Ordinal);
        await slow;
    }

    [Fact]
    public async Task A_wrong_password_is_said_at_once_and_not_repeated()
    {
        var right = await sage.ConnectionStringAsync("sage", Cancel);
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(right) { Password = "wrong" }.ConnectionString);

        var failure = await Assert.ThrowsAsync<MigrationException>(() => RunAsync(source, [], _ => { }));

        Assert.Contains("28P01", failure.Message, StringComparison.Ordinal);
    }

    private static Task<MigrationPlan> RunAsync(ScratchDatabase database, IReadOnlyList<MigrationScript> scripts, Action<DatabaseOptions>? configure = null) =>
        RunAsync(database.Source, scripts, configure ?? (_ => { }));

    private static Task<MigrationPlan> RunAsync(NpgsqlDataSource source, IReadOnlyList<MigrationScript> scripts, Action<DatabaseOptions> configure)
    {
        var settings = new DatabaseOptions();
        configure(settings);
        var options = Microsoft.Extensions.Options.Options.Create(settings);
        var database = new MigrationDatabase(source, options, TimeProvider.System, NullLogger<MigrationDatabase>.Instance);
        return new Migrator(database, options, TimeProvider.System, NullLogger<Migrator>.Instance).RunAsync(scripts, Cancel);
    }

    private static MigrationScript Script(string name, string sql) => MigrationScript.Create(name, sql);
}
