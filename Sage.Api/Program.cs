using Sage.Api.Caching;
using Sage.Api.Data;
using Sage.Api.Limits;
using Sage.Api.Market;
using Sage.ServiceDefaults;

// The same binary is the one-shot resource "migrations": the schema belongs to the version that needs it.
if (args is ["migrate", .. var rest])
{
    return await MigrateCommand.RunAsync(rest);
}

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddSageDatabase();
builder.AddRedisClient("valkey");
builder.AddLimits();
builder.Services.AddCaching();
builder.Services.AddOpenApi();
builder.AddMarket();

var app = builder.Build();

app.UseServiceDefaults();
app.MapOpenApi();
app.MapMarket();

return await app.RunUntilStoppedAsync();
