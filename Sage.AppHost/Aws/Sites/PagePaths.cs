using Amazon.CDK.AWS.CloudFront;
using Constructs;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Sites;

/// <summary>
/// Gives index.html for every path of the page's own making. It runs for the page's paths only; CloudFront's error pages would be
/// simpler but hold for the whole distribution, and an API's 404 would become a page with status 200.
/// </summary>
internal sealed class PagePaths : Construct
{
    /// <summary>A last segment with a dot is a file: a script that is gone must be an error, not a page that the browser cannot run.</summary>
    public const string Code = """
        function handler(event) {
            var request = event.request;
            if (request.uri.indexOf('.', request.uri.lastIndexOf('/')) < 0) {
                request.uri = '/index.html';
            }
            return request;
        }

        """;

    public PagePaths(Construct scope, AwsPlan plan, PlannedSite site)
        : base(scope, "Paths")
        => Association = new FunctionAssociation
        {
            EventType = FunctionEventType.VIEWER_REQUEST,
            Function = new Function(this, "Function", new FunctionProps
            {
                FunctionName = plan.Names.Of(NameKind.Function, $"{site.Resource.Name}-paths"),
                Comment = $"Paths of {site.Resource.Name} that are no files give its index.html",
                Code = FunctionCode.FromInline(Code),
                Runtime = FunctionRuntime.JS_2_0,
            }),
        };

    public IFunctionAssociation Association { get; }
}
