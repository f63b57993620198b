using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using System.Globalization;
using Microsoft.Playwright;
using Sage.Tests.AppHost;

namespace Sage.Tests.Page;

[Collection(SageCollection.Name)]
public sealed class MarketPageTests(SageApp sage, Browser browser, ITestOutputHelper output) : IClassFixture<Browser>, IDisposable
{
    private string Address => sage.App.GetEndpoint("frontend", "http").ToString();

    public void Dispose() => sage.WriteLogsTo(output);

    [Fact]
    public async Task The_price_of_bitcoin_moves_on_the_page()
    {
        var page = await browser.OpenAsync(Address);
        var price = page.Locator("tr[data-symbol=BTCUSDT] .price");

        var first = await price.InnerTextAsync();
        await page.WaitForFunctionAsync("first => document.querySelector('tr[data-symbol=BTCUSDT] .price').innerText !== first", first);

        Assert.Contains("$", first, StringComparison.Ordinal);
        await page.GetByText("Live", new() { Exact = true }).WaitForAsync();
        Assert.True(await page.GetByText("Simulated market").IsVisibleAsync());
    }

    [Fact]
    public async Task While_the_backend_is_down_the_page_says_so_and_comes_back_by_itself()
    {
        var cancel = TestContext.Current.CancellationToken;
        var page = await browser.OpenAsync(Address);
        var live = page.GetByText("Live", new() { Exact = true });
        await page.Locator("tr[data-symbol=BTCUSDT]").WaitForAsync();
        await live.WaitForAsync();

        Assert.True((await sage.App.ResourceCommands.ExecuteCommandAsync("backend", KnownResourceCommands.StopCommand, cancel)).Success);
        await page.GetByText("Connection lost, reconnecting").WaitForAsync();
        Assert.True(await page.Locator("tr.stale").CountAsync() > 0, "Prices look live although nothing arrives.");

        Assert.True((await sage.App.ResourceCommands.ExecuteCommandAsync("backend", KnownResourceCommands.StartCommand, cancel)).Success);
        await sage.App.ResourceNotifications.WaitForResourceHealthyAsync("backend", cancel);
        await live.WaitForAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    public async Task The_prices_fit_the_screen_and_no_script_fails(ColorScheme scheme, int width)
    {
        var errors = new List<string>();
        var page = await browser.OpenAsync("about:blank", new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 740 } });
        page.PageError += (_, error) => errors.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                errors.Add(message.Text);
            }
        };

        await page.GotoAsync(Address);
        await page.Locator("tr[data-symbol=BTCUSDT] .price").WaitForAsync();

        Assert.False(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > document.documentElement.clientWidth"), "The page scrolls sideways.");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task The_keyboard_reaches_the_market_first()
    {
        var page = await browser.OpenAsync(Address);
        await page.Locator("tr[data-symbol=BTCUSDT]").WaitForAsync();

        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the market", await page.EvaluateAsync<string>("() => document.activeElement.textContent"));
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await page.EvaluateAsync<string>("() => document.activeElement.id"));
    }

    [Fact]
    public async Task A_coin_and_an_interval_are_chosen_by_keyboard_and_stay_after_a_reload()
    {
        var page = await browser.OpenAsync(Address);
        await page.GetByRole(AriaRole.Button, new() { Name = "ETH" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Radio, new() { Name = "15 minutes" }).FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.WaitForURLAsync(url => url.Contains("symbol=ETHUSDT", StringComparison.Ordinal) && url.Contains("interval=1h", StringComparison.Ordinal));

        await page.ReloadAsync();

        await page.GetByRole(AriaRole.Img, new() { Name = "Candle chart of ETHUSDT, 1h" }).WaitForAsync();
        Assert.Equal("true", await page.GetByRole(AriaRole.Button, new() { Name = "ETH" }).GetAttributeAsync("aria-pressed"));
        Assert.True(await page.GetByRole(AriaRole.Radio, new() { Name = "1 hour" }).IsCheckedAsync());
    }

    [Fact]
    public async Task The_candle_chart_is_painted_and_its_newest_candle_follows_the_price()
    {
        var page = await browser.OpenAsync(Address + "?interval=1m");
        var chart = page.GetByRole(AriaRole.Img, new() { Name = "candles from" });
        await chart.WaitForAsync();
        await chart.Locator("canvas").First.WaitForAsync();

        const string Painted = "[...document.querySelectorAll('.chart canvas')].map(canvas => canvas.toDataURL()).join()";
        var before = await page.EvaluateAsync<string>($"() => {Painted}");

        await page.WaitForFunctionAsync($"before => {Painted} !== before", before);
    }

    [Fact]
    public async Task Fear_and_greed_is_a_meter_with_a_history()
    {
        var page = await browser.OpenAsync(Address);
        var meter = page.GetByRole(AriaRole.Meter, new() { Name = "Fear and greed index" });
        await meter.WaitForAsync();

        Assert.InRange(int.Parse(await meter.GetAttributeAsync("aria-valuenow") ?? "", CultureInfo.InvariantCulture), 0, 100);
        Assert.True(await page.GetByRole(AriaRole.Img, new() { Name = "The last" }).IsVisibleAsync());
    }
}
