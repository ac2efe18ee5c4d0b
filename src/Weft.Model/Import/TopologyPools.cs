using Weft.Wire;

namespace Weft.Model;

/// <summary>Pools of prefixes, and what was taken out of each.</summary>
internal sealed class TopologyPools
{
    /// <summary>What links with hosts are numbered from.</summary>
    public const string Lan = "lan";

    /// <summary>What prefixes are taken from when a pool is used up.</summary>
    public const string Spare = "(spare)";

    /// <summary>The 64 leading bits that an IPv6 prefix of a subnet has.</summary>
    private const int Length6 = 64;

    private readonly Dictionary<string, Pool> _pools = [];

    public TopologyPools() => Set(Spare, new IpPrefix(IpAddress.Ipv4(0x0A00_0000), 8), null, null);

    public bool Has(string name) => _pools.ContainsKey(name);

    /// <summary>Makes or changes a pool; what is null stays.</summary>
    public void Set(string name, IpPrefix? ipv4, IpPrefix? ipv6, int? length)
    {
        Pool pool = _pools.GetValueOrDefault(name) ?? new Pool();
        pool.Ipv4 = ipv4 ?? pool.Ipv4;
        pool.Ipv6 = ipv6 ?? pool.Ipv6;
        pool.Length = length ?? pool.Length;
        _pools[name] = pool;
    }

    /// <summary>The pool's own prefixes; empty when nobody knows it.</summary>
    public (IpPrefix? Ipv4, IpPrefix? Ipv6) Of(string name) => _pools.TryGetValue(name, out Pool? pool) ? (pool.Ipv4, pool.Ipv6) : (null, null);

    /// <summary>The next prefixes of a pool that overlap none of <paramref name="taken"/>: one per family that the pool has. Empty when it is used up.</summary>
    public List<IpPrefix> Next(string name, IReadOnlyCollection<IpPrefix> taken)
    {
        List<IpPrefix> prefixes = [];
        if (!_pools.TryGetValue(name, out Pool? pool))
        {
            return prefixes;
        }

        if (pool.Ipv4 is { } ipv4 && Next(ipv4, Math.Max(pool.Length, (int)ipv4.Length), ref pool.Next4, taken) is { } first)
        {
            prefixes.Add(first);
        }

        if (pool.Ipv6 is { } ipv6 && Next(ipv6, Math.Max(Length6, (int)ipv6.Length), ref pool.Next6, taken) is { } second)
        {
            prefixes.Add(second);
        }

        return prefixes;
    }

    /// <summary>Every prefix that is in the way is passed in one step, so that this takes as many steps as there are prefixes at most.</summary>
    private static IpPrefix? Next(IpPrefix from, int length, ref UInt128 next, IReadOnlyCollection<IpPrefix> taken)
    {
        int shift = from.Address.BitCount - length;
        UInt128 count = UInt128.One << (length - from.Length);
        while (next < count)
        {
            UInt128 bits = from.Address.Bits + (next << shift);
            IpPrefix candidate = new(IpAddress.FromBits(from.Family, bits), length);
            if (taken.Where(candidate.Overlaps).Select(prefix => (IpPrefix?)prefix).FirstOrDefault() is not { } inTheWay)
            {
                next++;
                return candidate;
            }

            if (inTheWay.Length == 0)
            {
                return null;
            }

            UInt128 size = UInt128.One << (from.Address.BitCount - Math.Min((int)inTheWay.Length, length));
            next = ((bits & ~(size - 1)) + size - from.Address.Bits) >> shift;
        }

        return null;
    }

    private sealed class Pool
    {
        private const int DefaultLength = 24;

        public IpPrefix? Ipv4 { get; set; }

        public IpPrefix? Ipv6 { get; set; }

        public int Length { get; set; } = DefaultLength;

        public UInt128 Next4;

        public UInt128 Next6;
    }
}
