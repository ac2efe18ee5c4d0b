using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Weft.Linux;

/// <summary>Next-hop objects as rtnetlink messages (struct nhmsg and NHA_* attributes).</summary>
internal static class NextHopCodec
{
    private const ushort Id = 1;
    private const ushort Group = 2;
    private const ushort OutputInterface = 5;
    private const ushort Gateway = 6;

    /// <summary>RTNH_F_ONLINK: the neighbour is on the link whatever the routes say. A neighbour is heard before the kernel has made this
    /// interface's own link-local route, and must not be refused until then.</summary>
    private const uint OnLink = 4;

    internal static void WritePut(NetlinkConnection connection, in KernelNextHop nextHop, bool replace)
    {
        // Replacing a group must not make it: routes of a group that the kernel dropped are gone too, and the caller has to know.
        NetlinkFlags flags = (replace, nextHop.IsGroup) switch
        {
            (false, _) => NetlinkFlags.Create | NetlinkFlags.Exclusive,
            (true, false) => NetlinkFlags.Create | NetlinkFlags.Replace,
            (true, true) => NetlinkFlags.Replace,
        };
        connection.Begin(NetlinkType.NewNextHop, flags);
        NetlinkBuilder builder = connection.Builder;
        byte family = nextHop.IsGroup ? KernelFamily.Unspecified : KernelFamily.Of(nextHop.Gateway);
        uint nextHopFlags = nextHop.IsGroup ? 0 : OnLink;
        builder.Header(new NextHopHeader { Family = family, Protocol = nextHop.Protocol, Flags = nextHopFlags });
        builder.Add(Id, nextHop.Id);
        if (nextHop.IsGroup)
        {
            WriteMembers(builder, nextHop.Members);
        }
        else
        {
            builder.Add(OutputInterface, nextHop.InterfaceIndex);
            builder.Add(Gateway, nextHop.Gateway);
        }

        builder.End();
    }

    internal static void WriteDelete(NetlinkConnection connection, in KernelNextHop nextHop)
    {
        connection.Begin(NetlinkType.DeleteNextHop, NetlinkFlags.None);
        connection.Builder.Header(default(NextHopHeader));
        connection.Builder.Add(Id, nextHop.Id);
        connection.Builder.End();
    }

    internal static void WriteDump(NetlinkConnection connection)
    {
        connection.Begin(NetlinkType.GetNextHop, NetlinkFlags.Dump);
        connection.Builder.Header(default(NextHopHeader));
        connection.Builder.End();
    }

    internal static bool TryRead(NetlinkMessage message, out KernelNextHop nextHop)
    {
        nextHop = default;
        if (message.Type is not (NetlinkType.NewNextHop or NetlinkType.DeleteNextHop) || !message.TryHeader(out NextHopHeader header))
        {
            return false;
        }

        KernelNextHop read = new() { Id = 0, Protocol = header.Protocol };
        foreach (NetlinkAttribute attribute in message.Attributes<NextHopHeader>())
        {
            read = attribute.Type switch
            {
                Id => read with { Id = attribute.UInt32 },
                Group => read with { Members = ReadMembers(attribute.Value) },
                OutputInterface => read with { InterfaceIndex = attribute.Int32 },
                Gateway => read with { Gateway = attribute.Address },
                _ => read,
            };
        }

        nextHop = read;
        return true;
    }

    private static void WriteMembers(NetlinkBuilder builder, ImmutableArray<uint> members)
    {
        int nest = builder.BeginNest(Group, markNested: false);
        foreach (uint member in members)
        {
            builder.Header(new NextHopGroupEntry { Id = member });
        }

        builder.EndNest(nest);
    }

    private static ImmutableArray<uint> ReadMembers(ReadOnlySpan<byte> value)
    {
        ReadOnlySpan<NextHopGroupEntry> entries = MemoryMarshal.Cast<byte, NextHopGroupEntry>(value);
        ImmutableArray<uint>.Builder members = ImmutableArray.CreateBuilder<uint>(entries.Length);
        foreach (NextHopGroupEntry entry in entries)
        {
            members.Add(entry.Id);
        }

        members.Sort();
        return members.MoveToImmutable();
    }
}
