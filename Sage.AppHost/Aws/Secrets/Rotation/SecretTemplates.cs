using Amazon.CDK;
using Constructs;
using Sage.AppHost.Aws.Planning;
using IResource = Aspire.Hosting.ApplicationModel.IResource;

namespace Sage.AppHost.Aws.Secrets.Rotation;

/// <summary>How secrets are composed, without a value: text, addresses, and the names of other secrets.</summary>
internal static class SecretTemplates
{
    // Lambda: 4 KiB for all variables of a function (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html). The address of
    // a server is not known yet; 100 letters are more than AWS makes of the longest name.
    private const int Limit = 3_000;
    private const int AddressLength = 100;
    private const int SyntaxLength = 30;

    public static string Json(Construct scope, IReadOnlyCollection<ComposedSecret> composed, Func<IResource, string> hostOf)
    {
        var length = composed.Sum(secret => secret.Name.Length + SyntaxLength + secret.Value.Parts.Sum(LengthOf));
        return length <= Limit
            ? Stack.Of(scope).ToJsonString(composed.ToDictionary(secret => secret.Name, secret => (object)secret.Value.Parts.Select(part => Describe(part, hostOf)).ToArray(), StringComparer.Ordinal))
            : throw new DistributedApplicationException(
                $"{composed.Count} variables join text and secrets, {length} letters in all; the function that renews them can hold {Limit}. Pass passwords as variables of their own.");
    }

    private static int LengthOf(ValuePart part) => SyntaxLength + part switch
    {
        TextPart text => text.Text.Length,
        SecretPart secret => secret.Secret.Name.Length + (secret.Field?.Length ?? 0),
        _ => AddressLength,
    };

    private static object Describe(ValuePart part, Func<IResource, string> hostOf) => part switch
    {
        TextPart text => text.Text,
        HostPart host => hostOf(host.Server),
        SecretPart { Field: { } field } secret => new Dictionary<string, object> { ["secret"] = secret.Secret.Name, ["field"] = field },
        SecretPart secret => new Dictionary<string, object> { ["secret"] = secret.Secret.Name },
        _ => throw new DistributedApplicationException("A secret has a part of an unknown kind."),
    };
}
