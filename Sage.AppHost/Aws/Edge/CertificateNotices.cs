using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.IAM;
using Constructs;
using Sage.AppHost.Aws.Alerts.Watching;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Edge;

/// <summary>
/// Sends what Certificate Manager says in us-east-1 to the region of the application, where the alarm for it is
/// (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-region.html).
/// </summary>
internal static class CertificateNotices
{
    public static void Forward(Construct scope, AwsPlan plan)
    {
        var bus = Amazon.CDK.Stack.Of(scope).FormatArn(new Amazon.CDK.ArnComponents { Service = "events", Region = plan.Settings.Region.SystemName, Resource = "event-bus", ResourceName = "default" });
        var role = new Role(scope, "CertificateNoticesRole", new RoleProps
        {
            RoleName = plan.Names.Of(NameKind.Role, "certificate-notices-role"),
            Description = "Sends the end of a certificate to the region of the application",
            AssumedBy = new ServicePrincipal("events.amazonaws.com"),
        });
        role.AddToPolicy(new PolicyStatement(new PolicyStatementProps { Actions = ["events:PutEvents"], Resources = [bus] }));
        _ = new CfnRule(scope, "CertificateNotices", new CfnRuleProps
        {
            Name = plan.Names.Of(NameKind.Rule, "certificate-notices"),
            Description = "CloudFront's certificates are in this region, the alarm for their end is in the other.",
            State = "ENABLED",
            EventPattern = AccountAlarms.ExpiringCertificate,
            Targets = new[] { new CfnRule.TargetProperty { Id = "application-region", Arn = bus, RoleArn = role.RoleArn } },
        });
    }
}
