namespace Aspire.Hosting.Tests.Application;

public sealed class BuilderTests
{
    [Theory]
    [InlineData(DistributedApplicationOperation.Run)]
    [InlineData(DistributedApplicationOperation.Run, "--operation", "run")]
    [InlineData(DistributedApplicationOperation.Publish, "--operation", "publish")]
    [InlineData(DistributedApplicationOperation.Publish, "--publisher", "manifest")]
    [InlineData(DistributedApplicationOperation.Publish, "AppHost:Operation=Publish")]
    public void The_command_line_says_what_to_do(DistributedApplicationOperation operation, params string[] args)
        => Assert.Equal(operation, Create(args).ExecutionContext.Operation);

    [Fact]
    public void Another_operation_is_refused()
    {
        var error = Assert.Throws<DistributedApplicationException>(() => Create("--operation", "dance"));

        Assert.Equal("Invalid operation specified. Valid operations are 'publish' or 'run'.", error.Message);
    }

    [Fact]
    public void The_command_line_reaches_the_configuration()
    {
        var builder = Create("--operation", "publish", "--step", "deploy", "--output-path", "out", "--environment", "Staging", "--log-level", "debug", "Sage:Data=container");

        Assert.Equal(("deploy", "out", "debug", "container"), (builder.Configuration["Pipeline:Step"], builder.Configuration["Pipeline:OutputPath"], builder.Configuration["Pipeline:LogLevel"], builder.Configuration["Sage:Data"]));
        Assert.Equal("Staging", builder.Environment.EnvironmentName);
    }

    [Fact]
    public void An_apphost_knows_where_and_what_it_is()
    {
        var builder = Create();

        Assert.Equal(builder.AppHostDirectory, builder.Configuration["AppHost:Directory"]);
        Assert.Equal(64, builder.Configuration["AppHost:PathSha256"]!.Length);
        Assert.Equal(builder.Configuration["AppHost:PathSha256"], builder.Configuration["AppHost:Sha256"]);
        Assert.Equal(Create("--operation", "publish").Configuration["AppHost:ProjectNameSha256"], Create("--operation", "publish").Configuration["AppHost:Sha256"]);
    }

    [Fact]
    public void The_doors_of_the_dashboard_get_keys()
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = ["ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN=mine"] });

        Assert.Equal("mine", builder.Configuration["AppHost:BrowserToken"]);
        Assert.Equal(32, builder.Configuration["AppHost:OtlpApiKey"]!.Length);
        Assert.Equal(32, builder.Configuration["AppHost:DashboardApiKey"]!.Length);
        Assert.Equal(("ApiKey", 32), (builder.Configuration["AppHost:ResourceService:AuthMode"], builder.Configuration["AppHost:ResourceService:ApiKey"]!.Length));
    }

    [Fact]
    public void The_dashboard_can_be_open()
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = ["ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS=true"] });

        Assert.Equal("Unsecured", builder.Configuration["AppHost:ResourceService:AuthMode"]);
        Assert.Null(builder.Configuration["AppHost:BrowserToken"]);
    }

    [Fact]
    public void A_name_is_used_once()
    {
        var builder = Create();
        builder.AddExecutable("tool", "tool", ".");

        Assert.Throws<DistributedApplicationException>(() => builder.AddExecutable("TOOL", "tool", "."));
    }

    [Fact]
    public void Services_are_there_once_the_application_is_built()
    {
        var builder = Create();
        Assert.Throws<InvalidOperationException>(() => builder.ExecutionContext.Services);

        using var app = builder.Build();

        Assert.Same(app.Services, builder.ExecutionContext.Services);
    }

    private static IDistributedApplicationBuilder Create(params string[] args)
        => DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = args, DisableDashboard = true });
}
