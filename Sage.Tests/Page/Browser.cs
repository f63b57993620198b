using Microsoft.Playwright;

namespace Sage.Tests.Page;

/// <summary>One headless Chromium for all page tests: the distribution's, since Playwright's own download is not for every network.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Programs = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Why there is no browser, or null.</summary>
    public string? Missing { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var program = Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? FindOnPath();
        if (program is null)
        {
            Missing = "No Chromium on this machine. Debian and Ubuntu: apt-get install chromium; elsewhere set CHROMIUM_PATH.";
            return;
        }
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = program,
            // No sandbox: as root and in containers Chromium refuses to start with one. The rest keeps it from calling home.
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task<IPage> OpenAsync(string address, BrowserNewContextOptions? options = null)
    {
        Assert.SkipWhen(_browser is null, Missing ?? "The browser did not start.");
        var context = await _browser.NewContextAsync(options ?? new());
        context.SetDefaultTimeout(20_000);
        var page = await context.NewPageAsync();
        await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }
        _playwright?.Dispose();
    }

    private static string? FindOnPath() =>
        (from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
         from program in Programs
         let path = Path.Combine(folder, program)
         where File.Exists(path)
         select path).FirstOrDefault();
}
