using Sage.Api.Caching;
using Sage.Api.Data;
using Sage.Api.Limits;
using Sage.Api.Market;
using Sage.Api.OpenApi;
using Sage.ServiceDefaults;

namespace Sage.Api;

/// <summary>The resource backend, as Program runs it and as bench/market measures it.</summary>
internal static class SageApi
{
    /// <param name="args">The command line.</param>
    /// <param name="configure">Last changes; none in production.</param>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults();
        builder.AddSageDatabase();
        builder.AddSageValkey();
        builder.Services.AddCaching();
        builder.AddLimits();
        builder.Services.AddSageOpenApi();
        builder.AddMarket();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapOpenApi();
        app.MapMarket();
        return app;
    }
}
