using Aspire.Hosting.Tests.Cli.Real;
using Microsoft.Playwright;

namespace Aspire.Hosting.Tests.Dashboard.Real;

/// <summary>The real dashboard in front of our resource service, as a person sees it.</summary>
[Collection(nameof(TourCollection))]
public sealed class RealDashboardTests(Tour tour)
{
    [Fact]
    public async Task Resources_are_listed_with_state_address_and_nesting()
    {
        await using var dashboard = await DashboardPage.OpenAsync(tour);

        await Assertions.Expect(dashboard.Row("service")).ToContainTextAsync("Running");
        await Assertions.Expect(dashboard.Row("service").GetByRole(AriaRole.Link)).ToHaveTextAsync((string)(await tour.ResourceAsync("service"))["urls"]![0]!["url"]!);
        await Assertions.Expect(dashboard.Row("job")).ToContainTextAsync("Finished");
        await Assertions.Expect(dashboard.Row("service").GetByRole(AriaRole.Button, new() { Name = "Toggle nesting" }).First).ToBeVisibleAsync();
        await Assertions.Expect(dashboard.Page.GetByText("aspire-dashboard")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Console_logs_are_shown_and_coloured()
    {
        await using var dashboard = await DashboardPage.OpenAsync(tour);

        await dashboard.Page.GotoAsync($"{dashboard.Root}consolelogs/resource/{await InstanceAsync("chatter")}");

        await Assertions.Expect(dashboard.Page.GetByText("line 5")).ToBeVisibleAsync();
        await Assertions.Expect(dashboard.Page.Locator(".log-content", new() { HasText = "green" })).ToBeVisibleAsync();
        await Assertions.Expect(dashboard.Page.GetByText("stderr an error")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_command_asks_for_its_arguments_and_shows_its_result()
    {
        await using var dashboard = await DashboardPage.OpenAsync(tour);

        await dashboard.Row("desk").GetByRole(AriaRole.Button, new() { Name = "Greets somebody" }).First.ClickAsync();
        var dialog = dashboard.Dialog("Greet");
        await dialog.GetByRole(AriaRole.Textbox).First.FillAsync("Ada");
        await DashboardPage.Primary(dialog).ClickAsync();
        await dashboard.Page.GetByText("View response").First.ClickAsync();

        await Assertions.Expect(dashboard.Page.GetByText("Hello Ada")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_command_takes_a_file_asks_again_and_reports()
    {
        await using var dashboard = await DashboardPage.OpenAsync(tour);

        await dashboard.Row("clerk").GetByRole(AriaRole.Button, new() { Name = "Ask" }).First.ClickAsync();
        var dialog = dashboard.Dialog("Import");
        await dialog.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "data.csv", MimeType = "text/csv", Buffer = "a,b,c"u8.ToArray() });
        await Assertions.Expect(dialog.GetByText("data.csv")).ToBeVisibleAsync();
        await DashboardPage.Primary(dialog).ClickAsync();
        await Assertions.Expect(dashboard.Page.GetByText("data.csv has 5 bytes.")).ToBeVisibleAsync();
        await DashboardPage.Primary(dashboard.Dialog("Sure?")).ClickAsync();

        await Assertions.Expect(dashboard.Page.GetByText("\"Ask\" succeeded")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_slow_command_shows_its_progress_and_can_be_cancelled()
    {
        await using var dashboard = await DashboardPage.OpenAsync(tour);

        await dashboard.Row("clerk").GetByRole(AriaRole.Button, new() { Name = "Slow" }).First.ClickAsync();
        await Assertions.Expect(dashboard.Page.GetByText("Still at it ...")).ToBeVisibleAsync();
        await dashboard.Page.Locator("fluent-dialog").Last.GetByText("Cancel", new() { Exact = true }).ClickAsync();

        await Assertions.Expect(dashboard.Page.GetByText("Still at it ...")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Missing_parameters_are_announced_and_asked_for_and_secrets_are_masked()
    {
        await using var dashboard = await DashboardPage.OpenAsync(tour);

        await dashboard.Page.GetByText("Enter values", new() { Exact = true }).ClickAsync();
        var dialog = dashboard.Dialog("Set unresolved parameters");
        await dialog.GetByRole(AriaRole.Textbox).First.FillAsync("now here");
        await DashboardPage.Primary(dialog).ClickAsync();
        await Assertions.Expect(dashboard.Page.GetByText("Unresolved parameters")).ToHaveCountAsync(0);
        await dashboard.Page.GotoAsync($"{dashboard.Root}?view=Parameters");
        await Assertions.Expect(dashboard.Row("missing")).ToContainTextAsync("now here");
        await Assertions.Expect(dashboard.Row("password")).ToBeVisibleAsync();
        await Assertions.Expect(dashboard.Page.GetByText("correct-horse-battery")).ToHaveCountAsync(0);

        // Back to how the other tests know it, and the announcement returns.
        Assert.Equal(0, (await tour.AspireAsync("resource", "missing", "delete-parameter")).ExitCode);
        await Assertions.Expect(dashboard.Page.GetByText("Unresolved parameters")).ToBeVisibleAsync();
    }

    private async Task<string> InstanceAsync(string name) => (string)(await tour.ResourceAsync(name))["name"]!;
}
