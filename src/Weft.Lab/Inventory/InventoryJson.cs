using System.Text.Json.Serialization;

namespace Weft.Lab;

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LabInventory))]
internal sealed partial class InventoryJson : JsonSerializerContext;
