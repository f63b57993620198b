using Aspire.Hosting.Tests.Cli.Real;
using Microsoft.Playwright;

namespace Aspire.Hosting.Tests.Dashboard.Real;

/// <summary>The real dashboard of <see cref="Tour"/> in a headless Chromium, logged in.</summary>
internal sealed class DashboardPage : IAsyncDisposable
{
    private static readonly string[] Programs = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private const int TimeoutMilliseconds = 15_000;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private DashboardPage(IPlaywright playwright, IBrowser browser, IPage page, Uri root)
    {
        (_playwright, _browser, Page, Root) = (playwright, browser, page, root);
    }

    public IPage Page { get; }

    public Uri Root { get; }

    public static async Task<DashboardPage> OpenAsync(Tour tour)
    {
        var program = Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? FindOnPath();
        Assert.SkipWhen(program is null, "No Chromium on this machine. Debian and Ubuntu: apt-get install chromium; elsewhere set CHROMIUM_PATH.");
        Assertions.SetDefaultExpectTimeout(TimeoutMilliseconds);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = program,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1500, Height = 900 } });
        context.SetDefaultTimeout(TimeoutMilliseconds);
        var page = await context.NewPageAsync();
        var login = new Uri((string)tour.Started["dashboardUrl"]!);
        await page.GotoAsync(login.ToString());
        return new DashboardPage(playwright, browser, page, new Uri(login, "/"));
    }

    /// <summary>The row of a resource in the table.</summary>
    public ILocator Row(string name) => Page.Locator("tr, [role=row]").Filter(new() { Has = Page.GetByText(name, new() { Exact = true }) }).First;

    public ILocator Dialog(string title) => Page.Locator("fluent-dialog").Filter(new() { HasText = title }).Last;

    /// <summary>The first button of a dialog.</summary>
    public static ILocator Primary(ILocator dialog) => dialog.Locator("fluent-button[appearance=accent]");

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private static string? FindOnPath() =>
        (from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
         from program in Programs
         let path = Path.Combine(folder, program)
         where File.Exists(path)
         select path).FirstOrDefault();
}
