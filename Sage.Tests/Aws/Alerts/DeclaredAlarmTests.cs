using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Sage.AppHost.Aws.Alerts;
using Sage.AppHost.Aws.Customization;

namespace Sage.Tests.Aws.Alerts;

/// <summary>Alarms that a model declares on its own metrics.</summary>
public sealed class DeclaredAlarmTests
{
    private static readonly string Api = Path.Combine(Projects.Sage_AppHost.ProjectPath, "../Sage.Api/Sage.Api.csproj");

    internal static readonly MetricAlarm Slow = new("orders-slow")
    {
        Metric = "orderTime",
        Title = "Order time p99",
        Statistic = "p99",
        Limit = 250,
        Unit = MeasurementUnit.Milliseconds,
        Description = "Orders take too long.",
        Channel = AlertChannel.Errors,
        Runbook = "orders",
        PeriodMinutes = 1,
        Periods = 3,
    };

    [Fact]
    public async Task A_model_other_than_Sages_has_its_own()
    {
        using var model = await PublishedModel.OfAsync(builder => builder.AddProject("orders", Api).WithHttpEndpoint(targetPort: 8080).WithExternalHttpEndpoints().WithMetricAlarm(Slow));

        var alert = Assert.Single(await PublishedAlert.AllAsync(model), alert => alert.Name == "shop-orders-slow");
        Assert.Equal(("errors", "Order time p99 > 250 ms (3 x 1 min)", "docs/runbooks/orders.md"), (alert.Channel, alert.Threshold, alert.Runbook));
        Assert.Equal(("Shop", "p99"), ((string)alert.Settings["Namespace"]!, (string)alert.Settings["ExtendedStatistic"]!));
        Assert.Contains(model.Resources("AWS::CloudWatch::Alarm"), alarm => (string?)alarm.Resource["Properties"]!["AlarmName"] == "shop-orders-cpu-high");
    }

    [Fact]
    public async Task Two_of_one_name_are_refused()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => PublishedModel.OfAsync(builder => builder.AddProject("orders", Api).WithHttpEndpoint(targetPort: 8080).WithExternalHttpEndpoints()
            .WithMetricAlarm(Slow with { Name = "orders-cpu-high" })));

        Assert.Contains("Two alarms would be called 'shop-orders-cpu-high'.", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void In_run_mode_nothing_is_declared()
    {
        var builder = DistributedApplication.CreateBuilder([]);
        var orders = builder.AddProject("orders", Api).WithMetricAlarm(Slow);

        Assert.Empty(orders.Resource.Annotations.OfType<MetricAlarm>());
    }
}
