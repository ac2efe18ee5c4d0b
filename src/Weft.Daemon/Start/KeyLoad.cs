using System.Collections.Immutable;
using System.Security.Cryptography;
using Weft.Linux;
using Weft.Model;
using Weft.Wire.Isis;

namespace Weft.Daemon;

/// <summary>The keys of IS-IS, read for one node, or what is wrong, one line each. Nothing of a secret is in any line.</summary>
public sealed record KeyLoad(IsisKeys? Keys, ImmutableArray<string> Faults)
{
    /// <summary>Finds and reads the key file: the one of the command line, else the one that the fabric file names, else there are no keys.</summary>
    public static KeyLoad Read(DaemonOptions options, Fabric fabric)
    {
        string? path = options.KeysPath;
        if (path is null && fabric.IsisKeyFile is { } named)
        {
            path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(options.FabricPath))!, named);
        }

        return path is null ? new KeyLoad(IsisKeys.None, []) : Read(path);
    }

    private static KeyLoad Read(string path)
    {
        if (!SecretFile.TryRead(path, KeyFile.MaximumLength, out byte[] octets, out string fault))
        {
            return new KeyLoad(null, [fault]);
        }

        try
        {
            KeyFileLoad load = KeyFile.Load(octets);
            if (load.Keys is { } keys && Unusable(keys) is { } unusable)
            {
                keys.Erase();
                return new KeyLoad(null, [$"{path}: the cryptographic library of this machine refuses {AlgorithmName.Of(unusable.Algorithm)}, key {unusable.Id}; use another algorithm"]);
            }

            return new KeyLoad(load.Keys, [.. load.Faults.Select(one => $"{path}: {one}")]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(octets);
        }
    }

    private static AuthenticationKey? Unusable(IsisKeys keys)
    {
        foreach (KeyChain? chain in new[] { keys.Link, keys.Area })
        {
            foreach (AuthenticationKey key in chain?.Keys ?? [])
            {
                if (!key.IsUsable())
                {
                    return key;
                }
            }
        }

        return null;
    }
}
