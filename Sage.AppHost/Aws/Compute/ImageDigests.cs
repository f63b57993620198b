using Amazon.CDK;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Compute;

/// <summary>Which image runs: a parameter of the stack, the digest that the registry gave when the image was pushed. Tags can move, digests cannot.</summary>
internal static class ImageDigests
{
    public static string Of(Stack stack, PlannedImage image)
        => (stack.Node.TryFindChild(image.DigestParameter) as CfnParameter ?? new CfnParameter(stack, image.DigestParameter, new CfnParameterProps
        {
            Type = "String",
            AllowedPattern = "^sha256:[0-9a-f]{64}$",
            ConstraintDescription = "The digest that the push of the image printed: sha256: and 64 hexadecimal digits.",
            Description = $"Digest of the image in the repository {image.Repository}.",
        })).ValueAsString;
}
