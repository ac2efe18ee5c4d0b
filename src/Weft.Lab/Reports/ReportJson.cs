using System.Text.Json.Serialization;

namespace Weft.Lab;

/// <summary>JSON of all that the lab prints: names in camel case, absent instead of null.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LabRunReport))]
[JsonSerializable(typeof(MoveBenchReport))]
[JsonSerializable(typeof(NodeBenchReport))]
[JsonSerializable(typeof(IsisBenchReport))]
public sealed partial class ReportJson : JsonSerializerContext;
