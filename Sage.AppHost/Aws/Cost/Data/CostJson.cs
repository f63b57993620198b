using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sage.AppHost.Aws.Cost.Report;

namespace Sage.AppHost.Aws.Cost.Data;

/// <summary>Reading is strict, so that a typing error in a price file is an error; writing is the same bytes on every system.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(PriceFile))]
[JsonSerializable(typeof(AssumptionFile))]
[JsonSerializable(typeof(ResourceTypes))]
[JsonSerializable(typeof(Baseline))]
[JsonSerializable(typeof(CostReport))]
internal sealed partial class CostJson : JsonSerializerContext
{
    /// <summary>For cost.json, which people read: "+" and quotes stay as they are.</summary>
    public static CostJson ForPeople() => new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
