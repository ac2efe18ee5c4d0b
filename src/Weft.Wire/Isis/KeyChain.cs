using System.Collections.Immutable;

namespace Weft.Wire.Isis;

/// <summary>The keys of one scope: one signs what is sent, all are accepted. A new key is first accepted everywhere, then sent everywhere,
/// then the old one is taken out, and no PDU is refused on the way.</summary>
public sealed class KeyChain
{
    /// <summary>Keys of one chain.</summary>
    public const int MaximumKeys = 16;

    /// <summary>Makes a chain. Throws when it has no keys, too many, two of one id, or none of the id to send with.</summary>
    public KeyChain(IEnumerable<AuthenticationKey> keys, ushort sendId, bool passesUnauthenticated = false)
    {
        Keys = [.. keys.OrderBy(static key => key.Id)];
        ArgumentOutOfRangeException.ThrowIfZero(Keys.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Keys.Length, MaximumKeys);
        ArgumentOutOfRangeException.ThrowIfNotEqual(Keys.Select(static key => key.Id).Distinct().Count(), Keys.Length);
        Send = Keys.Single(key => key.Id == sendId);
        PassesUnauthenticated = passesUnauthenticated;
    }

    /// <summary>All keys that are accepted, by id.</summary>
    public ImmutableArray<AuthenticationKey> Keys { get; }

    /// <summary>The key that signs.</summary>
    public AuthenticationKey Send { get; }

    /// <summary>True while keys are being introduced: PDUs that no listed key signed are taken all the same.</summary>
    public bool PassesUnauthenticated { get; }

    /// <summary>The key of an id, or null.</summary>
    public AuthenticationKey? Find(ushort id)
    {
        foreach (AuthenticationKey key in Keys)
        {
            if (key.Id == id)
            {
                return key;
            }
        }

        return null;
    }

    /// <summary>Overwrites every secret.</summary>
    public void Erase()
    {
        foreach (AuthenticationKey key in Keys)
        {
            key.Erase();
        }
    }
}
