using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aspire.Hosting.Tests.Conformance;

/// <summary>What Aspire itself made of a model, as lines of text for each resource.</summary>
internal static class ExpectedModel
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("CONFORMANCE_DIR") ?? BesideRepository();

    public static Dictionary<string, SortedSet<string>> Load(string file, string mode)
    {
        using var document = Open(file);
        return document.RootElement.GetProperty(mode).GetProperty("resources").EnumerateArray()
            .ToDictionary(resource => resource.GetProperty("Name").GetString()!, Lines, StringComparer.Ordinal);
    }

    /// <summary>The outcome of one statement: the value as JSON, or the exception with its message.</summary>
    public static string LoadFact(string file, string mode, string fact)
    {
        using var document = Open(file);
        var value = document.RootElement.GetProperty(mode).GetProperty("facts").EnumerateArray()
            .First(entry => entry.GetProperty("fact").ValueEquals(fact)).GetProperty("value");
        return value.TryGetProperty("ok", out var ok) ? JsonSerializer.Serialize(ok) : Text(value);
    }

    public static JsonNode LoadManifest(string file, string model)
    {
        using var document = Open(file);
        return JsonNode.Parse(document.RootElement.GetProperty(model).GetRawText())!;
    }

    public static JsonDocument Open(string file)
    {
        var path = Path.Combine(Folder ?? "", "expected", file);
        Assert.SkipUnless(File.Exists(path), "The conformance data is not there; set CONFORMANCE_DIR to the folder that has expected/*.json.");
        return JsonDocument.Parse(File.ReadAllText(path));
    }

    private static string? BesideRepository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "global.json")))
        {
            directory = directory.Parent;
        }

        return directory?.Parent is { } parent ? Path.Combine(parent.FullName, "shared", "conformance") : null;
    }

    private static SortedSet<string> Lines(JsonElement resource)
    {
        var lines = new ModelLines();
        lines.Resource(Text(resource.GetProperty("type")), Text(resource.GetProperty("parent")));
        foreach (var annotation in resource.GetProperty("annotations").EnumerateArray())
        {
            lines.Annotation(annotation.ValueKind == JsonValueKind.String ? annotation.GetString()! : "");
        }

        foreach (var variable in Items(resource, "environment"))
        {
            lines.Variable(Text(variable.GetProperty("name")), Text(variable.GetProperty("value")));
        }

        foreach (var argument in Items(resource, "arguments"))
        {
            lines.Argument(Text(argument.GetProperty("value")), argument.GetProperty("sensitive").GetBoolean());
        }

        if (resource.GetProperty("connectionString") is { ValueKind: JsonValueKind.Object } connection)
        {
            lines.Connection(Text(connection.GetProperty("envVarName")), Text(connection.GetProperty("manifest")), Text(connection.GetProperty("value")));
            foreach (var property in connection.GetProperty("properties").EnumerateArray())
            {
                lines.ConnectionProperty(Text(property.GetProperty("Key")), Text(property.GetProperty("ValueExpression")), Text(property.GetProperty("value")));
            }
        }

        if (resource.GetProperty("parameter") is { ValueKind: JsonValueKind.Object } parameter)
        {
            lines.Parameter(parameter.GetProperty("Secret").GetBoolean(), Text(parameter.GetProperty("ValueExpression")), Text(parameter.GetProperty("Description")), Text(parameter.GetProperty("value")));
        }

        if (Text(resource.GetProperty("exception")) is { Length: > 0 } error)
        {
            lines.Error(error);
        }

        // Not every generated password has characters to encode; the given ones show the encoding.
        return new(lines.Set.Select(line => line.Replace("TOKEN_URIENCODED", "TOKEN", StringComparison.Ordinal)), StringComparer.Ordinal);
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement resource, string name)
        => resource.GetProperty(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : default;

    internal static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.Object => $"{Text(value.GetProperty("exception"))}: {Text(value.GetProperty("message"))}",
        _ => value.ToString(),
    };
}
