using Constructs;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Stacks;

/// <summary>
/// Secrets that are composed of values which people give: deployed after the data stack has made their secrets and they were given. There
/// is none in an application that needs none.
/// </summary>
internal sealed class ComposedSecretsStack(Construct scope, AwsPlan plan)
    : AwsStack(scope, plan, "composed-secrets", "Secrets composed of given ones; deploy when those have their values");
