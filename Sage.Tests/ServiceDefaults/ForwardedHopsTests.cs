using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Sage.ServiceDefaults;

namespace Sage.Tests.ServiceDefaults;

/// <summary>Whose address a request has behind a CDN and a load balancer.</summary>
public sealed class ForwardedHopsTests
{
    [Theory]
    [InlineData(null, "130.176.0.1")]
    [InlineData("2", "203.0.113.9")]
    public async Task As_many_entries_are_believed_as_there_are_proxies(string? hops, string address)
    {
        await using var app = Create(hops);
        app.MapGet("/", (HttpContext context) => context.Connection.RemoteIpAddress!.ToString());
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        // The first entry is what the client itself claimed.
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "198.51.100.1, 203.0.113.9, 130.176.0.1");

        Assert.Equal(address, await client.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("6")]
    public async Task A_number_that_makes_no_sense_ends_the_start(string hops)
    {
        await using var app = Create(hops);

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains("ForwardedHeaders:Hops must be a number from 1 to 5", failure.Message, StringComparison.Ordinal);
    }

    private static WebApplication Create(string? hops)
    {
        var builder = WebApplication.CreateBuilder(["--ForwardedHeaders_Enabled=true", "--urls=http://127.0.0.1:0", .. hops is null ? [] : (string[])[$"--ForwardedHeaders:Hops={hops}"]]);
        builder.AddServiceDefaults();
        return builder.Build();
    }
}
