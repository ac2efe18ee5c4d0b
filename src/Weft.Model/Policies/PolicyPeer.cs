using System.Collections.Immutable;
using Weft.Wire;

namespace Weft.Model;

/// <summary>The other party of a rule: what the file calls it, and the addresses that this stands for.</summary>
/// <param name="Text">As written: <c>any</c>, a prefix, or the name of a host, a group or a subnet.</param>
/// <param name="Prefixes">Sorted and without overlaps; empty stands for all addresses.</param>
public sealed record PolicyPeer(string Text, ImmutableArray<IpPrefix> Prefixes)
{
    /// <summary>Every address.</summary>
    public static PolicyPeer Any { get; } = new("any", []);

    public bool IsAny => Prefixes.IsEmpty;

    /// <summary>True when an address is one of the peer's.</summary>
    public bool Contains(IpAddress address)
    {
        if (IsAny)
        {
            return true;
        }

        foreach (IpPrefix prefix in Prefixes)
        {
            if (prefix.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when every address of the other is one of this peer's, too.</summary>
    public bool Covers(PolicyPeer other) =>
        IsAny || (!other.IsAny && other.Prefixes.All(prefix => Prefixes.Any(own => own.Contains(prefix))));

    public bool Equals(PolicyPeer? other) => other is not null && Text == other.Text && Prefixes.AsSpan().SequenceEqual(other.Prefixes.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Text, Prefixes.Length);
}
