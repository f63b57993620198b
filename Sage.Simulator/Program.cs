using Sage.ServiceDefaults;
using Sage.Simulator;
using Sage.Simulator.Binance.Stream;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddSimulator();

var app = builder.Build();

app.UseServiceDefaults();
app.UseWebSockets(BinanceEndpoints.WebSockets);
app.MapSimulator();

return await app.RunUntilStoppedAsync();
