using System.Text.Json.Serialization;

namespace Weft.Cli;

/// <summary>JSON of <c>weft path</c>.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PathPairReport))]
internal sealed partial class PathJson : JsonSerializerContext;
