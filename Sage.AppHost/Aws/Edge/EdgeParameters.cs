using Amazon.CDK;
using Amazon.CDK.AWS.CertificateManager;
using Constructs;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Edge;

/// <summary>What the pages need from the stack <c>edge</c>: parameters of this stack, given by whoever deploys, from the outputs of the same names.</summary>
internal sealed class EdgeParameters : Construct
{
    private readonly Dictionary<PlannedSite, ICertificate> _certificates = [];

    public EdgeParameters(Construct scope, AwsPlan plan)
        : base(scope, "EdgeParameters")
    {
        var stack = plan.Names.Of(NameKind.Stack, "edge");
        WebAclArn = Parameter(EdgeNames.WebAclArn, stack, "^arn:[a-z-]+:wafv2:us-east-1:[0-9]{12}:global/webacl/.+$").ValueAsString;
        foreach (var site in plan.Sites.Where(site => site.Aliases.Count > 0))
        {
            var arn = plan.Settings.Certificates.CloudFront
                ?? Parameter(EdgeNames.CertificateArn(site), stack, "^arn:[a-z-]+:acm:us-east-1:[0-9]{12}:certificate/.+$").ValueAsString;
            _certificates.Add(site, Certificate.FromCertificateArn(this, AwsNames.Id(site.Resource.Name), arn));
        }
    }

    public string WebAclArn { get; }

    /// <summary>The certificate of a page, or null without a domain.</summary>
    public ICertificate? CertificateOf(PlannedSite site) => _certificates.GetValueOrDefault(site);

    // At the top of the stack, so that the id is the name.
    private CfnParameter Parameter(string name, string stack, string pattern) => new(Stack.Of(this), name, new CfnParameterProps
    {
        Type = "String",
        Description = $"Output {name} of the stack {stack} in us-east-1",
        AllowedPattern = pattern,
    });
}
