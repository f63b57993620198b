using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Edge;

/// <summary>
/// The outputs of the stack <c>edge</c>. The application's stack, in another region, has a parameter of the same name for each: a stack
/// cannot refer to one of another region, and the CDK's own bridge is a custom resource.
/// </summary>
internal static class EdgeNames
{
    public const string WebAclArn = "EdgeWebAclArn";

    public static string CertificateArn(PlannedSite site) => $"Edge{AwsNames.Id(site.Resource.Name)}CertificateArn";

    /// <summary>Whether the stack makes the certificate: not without a domain, nor when there is one already.</summary>
    public static bool MakesCertificate(AwsPlan plan, PlannedSite site) => site.Aliases.Count > 0 && plan.Settings.Certificates.CloudFront is null;
}
