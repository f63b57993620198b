using Microsoft.Extensions.Options;
using Npgsql;
using Sage.ServiceDefaults;

namespace Sage.Api.Data;

/// <summary><c>Sage.Api migrate</c>: brings the schema up to date and ends, with 0 or 1 and one line that says how it went.</summary>
internal static partial class MigrateCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(args);
        builder.AddServiceDefaults();
        builder.AddSageDatabase();
        builder.Services.AddSingleton<MigrationDatabase>();
        builder.Services.AddSingleton<Migrator>();

        using var host = builder.Build();
        try
        {
            await host.StartAsync();
            var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
            var plan = await host.Services.GetRequiredService<Migrator>().RunAsync(MigrationScripts.Embedded(), stopping);
            await host.StopAsync();

            await Console.Out.WriteLineAsync($"migrations: {plan.Pending.Count} applied, {plan.Applied} were already there.");
            return 0;
        }
        catch (Exception exception) when (exception is MigrationException or NpgsqlException or InvalidOperationException or OptionsValidationException or OperationCanceledException)
        {
            var reason = exception is OperationCanceledException ? "stopped before the end; run it again." : exception.Message;
            Log.Failed(host.Services.GetRequiredService<ILogger<Migrator>>(), reason);
            await host.StopAsync();
            await Console.Error.WriteLineAsync($"migrations failed: {reason}");
            return 1;
        }
    }

    // The line on the console is for people; this one reaches the telemetry.
    private static partial class Log
    {
        [LoggerMessage(3, LogLevel.Critical, "Migrations failed: {Reason}")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
