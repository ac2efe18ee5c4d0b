using System.Text.Json.Serialization;

namespace Weft.Model;

/// <summary>JSON of the API, generated at build time: names in camel case, absent instead of null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip)]
[JsonSerializable(typeof(ApiRequest))]
[JsonSerializable(typeof(NodeReport))]
public sealed partial class ApiJson : JsonSerializerContext;
