using System.Text.Json.Serialization;

namespace Weft.Lab;

/// <summary>JSON of what the benchmarks print: names in camel case, absent instead of null.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MoveBenchReport))]
[JsonSerializable(typeof(NodeBenchReport))]
[JsonSerializable(typeof(IsisBenchReport))]
public sealed partial class ReportJson : JsonSerializerContext;
