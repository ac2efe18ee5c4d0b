using System.Text.Json.Serialization;

namespace Weft.Cli;

/// <summary>JSON of <c>weft bench sim</c>.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SimBenchReport))]
internal sealed partial class SimBenchJson : JsonSerializerContext;
