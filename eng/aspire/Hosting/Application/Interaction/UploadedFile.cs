using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aspire.Hosting.Interactions;

/// <summary>A file that came in for an input; until it is whole nobody gets it.</summary>
internal sealed record UploadedFile(string Id, string InputName, TempFile Content)
{
    public bool IsWhole { get; set; }
}

/// <summary>How the value of a file input names its files.</summary>
internal sealed record FileReference(string? Id, string? Name)
{
    /// <summary>The files that were uploaded for this very input; names of others are passed over.</summary>
    public static IReadOnlyList<InteractionFile>? Resolve(Interaction interaction, InteractionInput input)
    {
        var files = Parse(input.Value)
            .Select(reference => (reference.Name, File: reference.Id is { } id ? interaction.Files.GetValueOrDefault(id) : null))
            .Where(reference => reference.File is { IsWhole: true } file && string.Equals(file.InputName, input.Name, StringComparisons.InteractionInputName))
            .Select(reference => new InteractionFile(reference.File!.Id, reference.Name is { Length: > 0 } name ? name : Path.GetFileName(reference.File.Content.Path), reference.File.Content.Path))
            .ToList();
        return files.Count > 0 ? files : null;
    }

    private static FileReference[] Parse(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return [];
        }

        try
        {
            return JsonSerializer.Deserialize(value, FileReferenceJson.Default.FileReferenceArray) ?? [];
        }
        catch (JsonException)
        {
            // Not a list of files, so there are none.
            return [];
        }
    }
}

[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(FileReference[]))]
internal sealed partial class FileReferenceJson : JsonSerializerContext;
