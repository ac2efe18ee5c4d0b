using System.Text.Json;

namespace Weft.Lab;

/// <summary>Reads and writes inventories under <see cref="LabPaths.Root"/>; a write replaces the file whole.</summary>
public static class InventoryStore
{
    /// <summary>Writes an inventory so that a reader sees the old one or the new one.</summary>
    public static void Save(LabInventory inventory)
    {
        Directory.CreateDirectory(LabPaths.Lab(inventory.Name));
        string path = LabPaths.Inventory(inventory.Name);
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(inventory, InventoryJson.Default.LabInventory));
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>The inventory of a lab, or null when there is none.</summary>
    public static LabInventory? Load(string name)
    {
        try
        {
            string text = File.ReadAllText(LabPaths.Inventory(name));
            return JsonSerializer.Deserialize(text, InventoryJson.Default.LabInventory);
        }
        catch (IOException)
        {
            return null;
        }
        catch (JsonException fault)
        {
            throw new LabException($"{LabPaths.Inventory(name)} is damaged: {fault.Message}", fault);
        }
    }

    /// <summary>The inventories of all labs of this machine, by name.</summary>
    public static IReadOnlyList<LabInventory> All()
    {
        if (!Directory.Exists(LabPaths.Root))
        {
            return [];
        }

        return [.. Directory.EnumerateDirectories(LabPaths.Root)
            .Select(path => Load(Path.GetFileName(path)))
            .OfType<LabInventory>()
            .OrderBy(inventory => inventory.Name, StringComparer.Ordinal)];
    }

    /// <summary>Forgets a lab: its run-time directory goes.</summary>
    public static void Remove(string name)
    {
        if (Directory.Exists(LabPaths.Lab(name)))
        {
            Directory.Delete(LabPaths.Lab(name), recursive: true);
        }
    }
}
