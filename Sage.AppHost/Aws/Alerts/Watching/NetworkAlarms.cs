using Amazon.CDK.AWS.EC2;
using Constructs;

namespace Sage.AppHost.Aws.Alerts.Watching;

/// <summary>The way out: the NAT gateways of a network that the application made.</summary>
internal static class NetworkAlarms
{
    public static void Add(AlarmFactory alarms, Construct scope, IVpc vpc)
    {
        foreach (var (gateway, index) in vpc.Node.FindAll().OfType<CfnNatGateway>().Select((gateway, index) => (gateway, index)))
        {
            alarms.Add(scope, new MetricAlert($"nat-{index + 1}-ports-exhausted")
            {
                Description = "The NAT gateway has no ports left: calls to the internet and to AWS fail.",
                Channel = AlertChannel.Errors,
                Runbook = "nat-ports-exhausted",
                Measured = new Measurement("Connections refused", MeasurementUnit.Number, new AlertMetric("AWS/NATGateway", "ErrorPortAllocation", "Sum", ("NatGatewayId", gateway.Ref))),
                Limit = 0,
                Missing = MissingData.Well,
            });
        }
    }
}
