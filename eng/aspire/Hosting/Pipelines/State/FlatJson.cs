using System.Text.Json.Nodes;

namespace Aspire.Hosting.Pipelines;

/// <summary>JSON as configuration sees it: one level, with the path to each value as its name.</summary>
internal static class FlatJson
{
    public static JsonObject Flatten(JsonObject source)
    {
        var flat = new JsonObject();
        Add(source, "");
        return flat;

        void Add(JsonNode? node, string path)
        {
            switch (node)
            {
                case JsonObject properties:
                    foreach (var (name, value) in properties)
                    {
                        // A section that is a single value keeps it under no name.
                        Add(value, path.Length == 0 ? name : name.Length == 0 ? path : $"{path}:{name}");
                    }

                    break;
                case JsonArray items:
                    for (var i = 0; i < items.Count; i++)
                    {
                        Add(items[i], $"{path}:{i}");
                    }

                    break;
                default:
                    flat[path] = node?.DeepClone();
                    break;
            }
        }
    }

    public static JsonObject Unflatten(JsonObject flat)
    {
        var root = new JsonObject();
        foreach (var (path, value) in flat)
        {
            Set(root, path, value?.DeepClone());
        }

        return root;
    }

    public static JsonNode? Get(JsonObject root, string path)
    {
        JsonNode? node = root;
        foreach (var name in path.Split(':'))
        {
            node = (node as JsonObject)?[name];
        }

        return node;
    }

    public static void Set(JsonObject root, string path, JsonNode? value)
    {
        var names = path.Split(':');
        var parent = root;
        foreach (var name in names[..^1])
        {
            if (parent[name] is not JsonObject child)
            {
                parent[name] = child = [];
            }

            parent = child;
        }

        parent[names[^1]] = value;
    }

    public static void Remove(JsonObject root, string path)
    {
        var end = path.LastIndexOf(':');
        var parent = end < 0 ? root : Get(root, path[..end]) as JsonObject;
        parent?.Remove(path[(end + 1)..]);
    }
}
