using System.Security.Cryptography;
using System.Text;
using Weft.Linux;
using Weft.Model;
using Weft.Stories;

namespace Weft.Lab;

/// <summary>The keys of a lab's daemons. A fabric file can be rehearsed without the keys of the real switches: where its key file is missing,
/// the lab makes one for itself, which is gone with it.</summary>
public static class LabKeys
{
    /// <summary>The key file to hand to every daemon; null for a fabric without keys. Throws <see cref="LabException"/> when a daemon would
    /// refuse the file.</summary>
    public static string? Prepare(Fabric fabric, LabOptions options)
    {
        if (fabric.IsisKeyFile is not { } named)
        {
            return null;
        }

        string path = Path.Combine(options.KeyFolder ?? Path.GetDirectoryName(options.FabricFile)!, named);
        if (!File.Exists(path))
        {
            return Make(fabric, KeyFileEditor.Create("hmac-sha-256", RandomNumberGenerator.GetBytes), options);
        }

        // A guest shares the file with this machine, where it belongs to somebody whom the guest does not know.
        if (options.Kernel == LabKernel.Uml)
        {
            return Make(fabric, File.ReadAllText(path), options);
        }

        return SecretFile.TryRead(path, KeyFile.MaximumLength, out _, out string fault) ? path : throw new LabException(fault);
    }

    private static string Make(Fabric fabric, string text, LabOptions options)
    {
        string folder = LabPaths.Lab(fabric.Name);
        string path = Path.Combine(folder, "isis.keys");
        Directory.CreateDirectory(folder);
        File.Delete(path);
        SecretFile.Create(path, Encoding.UTF8.GetBytes(text));
        options.Progress?.Invoke(new RunProgress("keys", $"{path}, made for this lab", string.Empty, true));
        return path;
    }
}
