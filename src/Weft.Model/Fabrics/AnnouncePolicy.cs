using System.Collections.Immutable;
using Weft.Wire;

namespace Weft.Model;

/// <summary>What is announced to somebody: to an outside router, or to the other sites.</summary>
/// <param name="Mode">See <see cref="AnnounceMode"/>.</param>
/// <param name="Prefixes">The prefixes of <see cref="AnnounceMode.Only"/> and <see cref="AnnounceMode.Summary"/>, sorted; otherwise empty.</param>
public sealed record AnnouncePolicy(AnnounceMode Mode, ImmutableArray<IpPrefix> Prefixes)
{
    /// <summary>Everything: what holds without a word in the fabric file.</summary>
    public static AnnouncePolicy All { get; } = new(AnnounceMode.All, []);

    /// <summary>True when a listed prefix holds all of the given one.</summary>
    public bool Lists(IpPrefix prefix)
    {
        foreach (IpPrefix listed in Prefixes)
        {
            if (listed.Contains(prefix))
            {
                return true;
            }
        }

        return false;
    }

    public bool Equals(AnnouncePolicy? other) =>
        other is not null && Mode == other.Mode && Prefixes.AsSpan().SequenceEqual(other.Prefixes.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Mode, Prefixes.Length);

    /// <summary>As the fabric file has it: "moved", "only 10.1.0.0/25".</summary>
    public override string ToString() =>
        Prefixes.IsEmpty ? Mode.ToString().ToLowerInvariant() : $"{Mode.ToString().ToLowerInvariant()} {string.Join(", ", Prefixes)}";
}
