using Amazon.CDK;
using Amazon.CDK.AWS.CertificateManager;
using Amazon.CDK.AWS.Route53;
using Constructs;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Edge;

/// <summary>
/// The certificate of a page's names, one for each page, so that another page does not replace it. It is validated by DNS: in the hosted
/// zone by itself; without one the deployment waits until the records that ACM shows have been made by hand.
/// </summary>
internal sealed class SiteCertificate : Construct
{
    public SiteCertificate(Construct scope, AwsPlan plan, PlannedSite site, IHostedZone? zone)
        : base(scope, $"{AwsNames.Id(site.Resource.Name)}Certificate")
    {
        var certificate = new Certificate(this, "Certificate", new CertificateProps
        {
            CertificateName = plan.Names.Of(NameKind.Other, $"{site.Resource.Name}-certificate"),
            DomainName = site.Aliases[0],
            SubjectAlternativeNames = site.Aliases.Count > 1 ? [.. site.Aliases.Skip(1)] : null,
            Validation = zone is null ? CertificateValidation.FromDns() : CertificateValidation.FromDns(zone),
        });
        // Other names are another certificate, and the old one serves until the application's stack has the new ARN: ACM would refuse to delete it.
        var options = ((CfnResource)certificate.Node.DefaultChild!).CfnOptions;
        options.UpdateReplacePolicy = CfnDeletionPolicy.RETAIN;
        options.DeletionPolicy = CfnDeletionPolicy.DELETE;
        Arn = certificate.CertificateArn;
    }

    public string Arn { get; }
}
