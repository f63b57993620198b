using Sage.Api;
using Sage.Api.Data;
using Sage.ServiceDefaults;

// The same binary is the one-shot resource "migrations": the schema belongs to the version that needs it.
if (args is ["migrate", .. var rest])
{
    return await MigrateCommand.RunAsync(rest);
}

return await SageApi.Create(args).RunUntilStoppedAsync();
