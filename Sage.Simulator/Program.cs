using Sage.ServiceDefaults;
using Sage.Simulator;
using Sage.Simulator.Binance;
using Sage.Simulator.Control;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddSimulator();

var app = builder.Build();

app.UseServiceDefaults();
app.UseWebSockets(BinanceEndpoints.WebSockets);
app.MapBinance();
app.MapControl();

return await app.RunUntilStoppedAsync();
