using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Sage.ServiceDefaults;

namespace Sage.Tests.ServiceDefaults;

public sealed class ApplicationRunTests
{
    [Fact]
    public async Task A_setting_that_cannot_be_used_ends_the_run_with_exit_code_1()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddOptions<Setting>().Validate(setting => setting.Value > 0, "The setting must be positive.").ValidateOnStart();

        Assert.Equal(1, await builder.Build().RunUntilStoppedAsync());
    }

    [Fact]
    public async Task A_run_that_is_told_to_stop_ends_with_exit_code_0()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Lifetime.ApplicationStarted.Register(app.Lifetime.StopApplication);

        Assert.Equal(0, await app.RunUntilStoppedAsync());
    }

    private sealed class Setting
    {
        public int Value { get; set; }
    }
}
