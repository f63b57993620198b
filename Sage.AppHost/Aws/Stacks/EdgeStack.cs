using Constructs;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Stacks;

/// <summary>What CloudFront takes from us-east-1 only: its certificate and its firewall.</summary>
internal sealed class EdgeStack(Construct scope, AwsPlan plan)
    : AwsStack(scope, plan, "edge", "CloudFront's certificate and firewall", Amazon.RegionEndpoint.USEast1.SystemName);
