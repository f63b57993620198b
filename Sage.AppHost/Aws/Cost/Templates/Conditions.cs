using System.Text.Json.Nodes;

namespace Sage.AppHost.Aws.Cost.Templates;

/// <summary>The conditions of a template, as far as its parameters' defaults decide them.</summary>
internal static class Conditions
{
    public static bool Holds(string name, StackTemplate stack, Intrinsics intrinsics, int depth = 0) =>
        Holds((stack.Template["Conditions"] as JsonObject)?[name] ?? throw new UnresolvedValueException($"there is no condition {name}"), stack, intrinsics, depth + 1);

    private static bool Holds(JsonNode? node, StackTemplate stack, Intrinsics intrinsics, int depth)
    {
        if (depth > 32)
        {
            throw new UnresolvedValueException("its conditions go round in a circle");
        }
        if (node is JsonObject { Count: 1 } call)
        {
            switch (call.First())
            {
                case ("Condition", { } name):
                    return Holds(name.ToString(), stack, intrinsics, depth);
                case ("Fn::Equals", JsonArray and [var left, var right]):
                    return intrinsics.Text(left, stack, depth) == intrinsics.Text(right, stack, depth);
                case ("Fn::Not", JsonArray and [var one]):
                    return !Holds(one, stack, intrinsics, depth + 1);
                case ("Fn::And", JsonArray all):
                    return all.All(one => Holds(one, stack, intrinsics, depth + 1));
                case ("Fn::Or", JsonArray any):
                    return any.Any(one => Holds(one, stack, intrinsics, depth + 1));
            }
        }
        throw new UnresolvedValueException("its condition is worked out by AWS");
    }
}
