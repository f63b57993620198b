using Sage.Api;
using Sage.Api.Data;
using Sage.ServiceDefaults;
using Sage.ServiceDefaults.Health;

// The same binary is the probe of its container, and the one-shot resource "migrations": the schema belongs to the version that needs it.
return args switch
{
    [HealthCheckCommand.Argument] => await HealthCheckCommand.RunAsync(),
    ["migrate", .. var rest] => await MigrateCommand.RunAsync(rest),
    _ => await SageApi.Create(args).RunUntilStoppedAsync(),
};
