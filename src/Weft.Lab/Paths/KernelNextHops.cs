using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Weft.Linux;

namespace Weft.Lab;

/// <summary>The next-hop objects of a kernel: routes that use them name only an id.</summary>
internal sealed class KernelNextHops
{
    private const ushort Id = 1;
    private const ushort Group = 2;
    private const ushort OutputInterface = 5;

    /// <summary>struct nexthop_grp: id 0:4, weight 4:1, reserved.</summary>
    private const int MemberLength = 8;

    private readonly Dictionary<uint, NextHopObject> _objects;

    private KernelNextHops(Dictionary<uint, NextHopObject> objects) => _objects = objects;

    /// <summary>Reads all objects of the connection's namespace.</summary>
    public static KernelNextHops Read(NetlinkConnection connection)
    {
        List<NextHopObject> found = [];
        connection.Begin(NetlinkType.GetNextHop, NetlinkFlags.Dump);
        connection.Builder.Header(default(NextHopHeader));
        connection.Builder.End();
        connection.Dump(found, TryParse);
        return new KernelNextHops(found.ToDictionary(item => item.Id));
    }

    /// <summary>The interfaces that an object, or the members of a group, leave by.</summary>
    public ImmutableArray<int> InterfacesOf(uint id)
    {
        if (!_objects.TryGetValue(id, out NextHopObject? item))
        {
            return [];
        }

        ImmutableArray<int> own = item.Interface > 0 ? [item.Interface] : [];
        return [.. own.Concat(item.Members.SelectMany(member => InterfacesOf(member))).Distinct()];
    }

    private static bool TryParse(NetlinkMessage message, out NextHopObject item)
    {
        uint id = 0;
        int output = 0;
        ImmutableArray<uint>.Builder members = ImmutableArray.CreateBuilder<uint>();
        foreach (NetlinkAttribute attribute in message.Attributes<NextHopHeader>())
        {
            switch (attribute.Type)
            {
                case Id:
                    id = attribute.UInt32;
                    break;
                case OutputInterface:
                    output = attribute.Int32;
                    break;
                case Group:
                    for (ReadOnlySpan<byte> rest = attribute.Value; rest.Length >= MemberLength; rest = rest[MemberLength..])
                    {
                        members.Add(MemoryMarshal.Read<uint>(rest));
                    }

                    break;
            }
        }

        item = new NextHopObject(id, output, members.ToImmutable());
        return id != 0;
    }
}
