using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Weft.Model;
using Weft.Wire;
using static Weft.Linux.PortProgram;

namespace Weft.Linux;

/// <summary>The program at the ports of a segment. It lets through whatever it does not know for certain; bridge and packet filter
/// then do all that they ever did. A known host's frame it sends straight out of the port of an attached MAC, as the bridge's static
/// entry says, or into the routed interface when it is for the gateway.</summary>
internal static class FastPathProgram
{
    /// <summary>Octets of a destination's key: segment, two octets of nothing, MAC.</summary>
    internal const int DestinationKeyLength = 12;

    /// <summary>Where its MAC is.</summary>
    internal const int DestinationMac = 6;

    // Longer frames may not fit through every port; the bridge knows. Those that the machine will cut itself are no matter.
    private const uint LongestFrame = 1514;

    // Where keys lie on the stack.
    private const short SourceKey = -32;
    private const short DestinationKey = -48;
    private const short Now = -56;
    private const short FlowKey = -104;
    private const short DestinationSince = -112;
    private const short DestinationInterface = -120;

    private const int IntoStack = 1;
    private const string Slow = "slow";

    private const EbpfRegister Known = EbpfRegister.Saved9;
    private const EbpfRegister Other = EbpfRegister.Argument2;
    private const EbpfRegister Recorded = EbpfRegister.Argument5;

    /// <summary>Assembles the program of a segment.</summary>
    /// <param name="segment">The segment; its values become constants of the program.</param>
    /// <param name="maps">The tables.</param>
    /// <param name="priorities">Codepoints that the filter takes from hosts.</param>
    /// <param name="refresh">So often a frame of every host takes the way through bridge and filter.</param>
    /// <param name="lifetime">How long the filter's verdict on a flow holds.</param>
    public static ImmutableArray<EbpfInstruction> Assemble(in FastPathSegment segment, FastPathMaps maps, ImmutableArray<DiffServPriority> priorities, TimeSpan refresh, TimeSpan lifetime)
    {
        EbpfAssembler program = Open()
            .Load(EbpfWidth.Word, Scratch, Context, SocketBuffer.VlanPresent)
            .JumpIfWord(Scratch, EbpfCondition.NotEqual, 0u, Slow);
        ByFamily(program, Network + Ipv4Header.Length, "ipv6", Slow)
            .Load(EbpfWidth.Byte, Scratch, Begin, Network)
            .JumpIfWord(Scratch, EbpfCondition.NotEqual, Ipv4WithoutOptions, Slow)
            .Load(EbpfWidth.Byte, Scratch, Begin, Ipv4Protocol)
            .JumpIfWord(Scratch, EbpfCondition.NotEqual, Udp, "ipv4 data");
        NoServer(program, Network + Ipv4Header.Length, Half(0, 67)).Label("ipv4 data");
        NoPriority(program, priorities, AddressFamily.Ipv4);
        FindSource(program, maps.Sources4.Descriptor, Ipv4Source, words: 1);
        Forward(program, segment, segment.GatewayMac4, maps, refresh, lifetime, AddressFamily.Ipv4);

        // Of IPv6 only what cannot be neighbour discovery.
        program.Label("ipv6");
        program.NeedOctets(Begin, End, Network + Ipv6Header.Length, Slow)
            .Load(EbpfWidth.Byte, Scratch, Begin, Ipv6NextHeader)
            .JumpIfWord(Scratch, EbpfCondition.Equal, Tcp, "ipv6 data")
            .JumpIfWord(Scratch, EbpfCondition.NotEqual, Udp, Slow);
        NoServer(program, Network + Ipv6Header.Length, Half(2, 35)).Label("ipv6 data");
        NoPriority(program, priorities, AddressFamily.Ipv6);
        FindSource(program, maps.Sources6.Descriptor, Ipv6Source, words: 4);
        Forward(program, segment, segment.GatewayMac6, maps, refresh, lifetime, AddressFamily.Ipv6);
        return program.Label(Slow).Set(EbpfRegister.Result, GoOn).Exit().Assemble();
    }

    /// <summary>Who may be a DHCP server (ports 67 and 547) is the filter's business.</summary>
    private static EbpfAssembler NoServer(EbpfAssembler program, short header, uint port) => program.NeedOctets(Begin, End, header + sizeof(ushort), Slow)
        .Load(EbpfWidth.Half, Scratch, Begin, header)
        .JumpIfWord(Scratch, EbpfCondition.Equal, port, Slow);

    /// <summary>A host that is here has no priority: those that have go the long way, where they are marked.</summary>
    private static void NoPriority(EbpfAssembler program, ImmutableArray<DiffServPriority> priorities, AddressFamily family)
    {
        if (!priorities.IsEmpty)
        {
            LoadDiffServ(program, family);
        }

        foreach (DiffServPriority item in priorities)
        {
            program.JumpIfWord(Scratch, EbpfCondition.Equal, DiffServ(item.Code, family), Slow);
        }
    }

    /// <summary>Is this host known at this port?</summary>
    private static void FindSource(EbpfAssembler program, int map, short addressOffset, int words)
    {
        program.Load(EbpfWidth.Word, Scratch, Context, SocketBuffer.Interface).Store(EbpfWidth.Word, EbpfRegister.Frame, SourceKey, Scratch);
        program
            .Load(EbpfWidth.Word, Scratch, Begin, SourceMac)
            .Store(EbpfWidth.Word, EbpfRegister.Frame, SourceKey + FastPathSource.MacOffset, Scratch)
            .Load(EbpfWidth.Half, Scratch, Begin, SourceMac + 4)
            .Store(EbpfWidth.Half, EbpfRegister.Frame, SourceKey + FastPathSource.MacOffset + 4, Scratch)
            .Set(Scratch, 0)
            .Store(EbpfWidth.Half, EbpfRegister.Frame, SourceKey + FastPathSource.MacOffset + 6, Scratch);
        for (int i = 0; i < words; i++)
        {
            program
                .Load(EbpfWidth.Word, Scratch, Begin, (short)(addressOffset + (4 * i)))
                .Store(EbpfWidth.Word, EbpfRegister.Frame, (short)(SourceKey + FastPathSource.AddressOffset + (4 * i)), Scratch);
        }

        Find(program, map, SourceKey).Move(Known, EbpfRegister.Result);
    }

    /// <summary>Sends the frame of a known host on, if this process lives and the host's turn on the long way has not come.</summary>
    private static void Forward(
        EbpfAssembler program, in FastPathSegment segment, MacAddress gateway, FastPathMaps maps, TimeSpan refresh, TimeSpan lifetime, AddressFamily ipVersion)
    {
        string family = ipVersion.ToString();
        string turn = family + " turn";
        string fits = family + " fits";
        string bridge = family + " bridge";
        program
            .Call(EbpfHelper.CoarseTime)
            .SetMapValue(Scratch, maps.Alive.Descriptor)
            .Load(EbpfWidth.Double, Scratch, Scratch, 0)
            .JumpIf(EbpfRegister.Result, EbpfCondition.Above, Scratch, Slow)
            .Load(EbpfWidth.Double, Scratch, Known, 0)
            .Move(Other, EbpfRegister.Result)
            .SubtractFrom(Other, Scratch)
            .SetDouble(Scratch, (ulong)(refresh.Ticks * TimeSpan.NanosecondsPerTick))
            .JumpIf(Other, EbpfCondition.Above, Scratch, turn)
            .Load(EbpfWidth.Word, Scratch, Context, SocketBuffer.Length)
            .JumpIfWord(Scratch, EbpfCondition.AtMost, LongestFrame, fits)
            .Load(EbpfWidth.Word, Scratch, Context, SocketBuffer.SegmentLength)
            .JumpIfWord(Scratch, EbpfCondition.Equal, 0u, Slow)
            .Label(fits)
            .Store(EbpfWidth.Double, EbpfRegister.Frame, Now, EbpfRegister.Result);
        (uint first, uint second) = Parts(gateway);
        program
            .Load(EbpfWidth.Half, Scratch, Begin, 0)
            .JumpIfWord(Scratch, EbpfCondition.NotEqual, first, bridge)
            .Load(EbpfWidth.Word, Scratch, Begin, 2)
            .JumpIfWord(Scratch, EbpfCondition.NotEqual, second, bridge);
        Route(program, segment, maps, lifetime, ipVersion);
        program.Label(bridge);
        Bridge(program, segment, maps, lifetime, ipVersion);
        program.Label(turn).Store(EbpfWidth.Double, Known, 0, EbpfRegister.Result).Jump(Slow);
    }

    /// <summary>Into the routed interface, addressed to its own MAC, or the kernel would take the frame for somebody else's.</summary>
    private static void Route(EbpfAssembler program, in FastPathSegment segment, FastPathMaps maps, TimeSpan lifetime, AddressFamily family)
    {
        if (FlowsOf(maps, family) is { } flows)
        {
            AskRouted(program, segment, maps.Alive, flows, lifetime, family);
        }

        (uint first, uint second) = Parts(segment.InterfaceMac);
        program
            .Set(Scratch, (int)first).Store(EbpfWidth.Half, Begin, 0, Scratch)
            .Set(Scratch, (int)second).Store(EbpfWidth.Word, Begin, 2, Scratch)
            .Set(EbpfRegister.Argument1, segment.Interface)
            .Set(EbpfRegister.Argument2, IntoStack)
            .Call(EbpfHelper.Redirect)
            .Exit();
    }

    /// <summary>Out of the port of an attached MAC; never back where the frame came from.</summary>
    private static void Bridge(EbpfAssembler program, in FastPathSegment segment, FastPathMaps maps, TimeSpan lifetime, AddressFamily family)
    {
        program
            .Set(Scratch, (int)segment.Segment.Value)
            .Store(EbpfWidth.Word, EbpfRegister.Frame, DestinationKey, Scratch)
            .Set(Scratch, 0)
            .Store(EbpfWidth.Half, EbpfRegister.Frame, DestinationKey + sizeof(uint), Scratch)
            .Load(EbpfWidth.Half, Scratch, Begin, 0)
            .Store(EbpfWidth.Half, EbpfRegister.Frame, DestinationKey + DestinationMac, Scratch)
            .Load(EbpfWidth.Word, Scratch, Begin, 2)
            .Store(EbpfWidth.Word, EbpfRegister.Frame, DestinationKey + DestinationMac + 2, Scratch);
        Find(program, maps.Destinations.Descriptor, DestinationKey)
            .Load(EbpfWidth.Word, EbpfRegister.Argument1, EbpfRegister.Result, 0)
            .Load(EbpfWidth.Word, EbpfRegister.Argument2, Context, SocketBuffer.Interface)
            .JumpIfWord(EbpfRegister.Argument1, EbpfCondition.Equal, EbpfRegister.Argument2, Slow);
        if (FlowsOf(maps, family) is { } flows)
        {
            AskBridged(program, flows, lifetime, family);
        }

        program
            .Set(EbpfRegister.Argument2, 0)
            .Call(EbpfHelper.Redirect)
            .Exit();
    }

    /// <summary>Goes on when neither end asks or the flow may pass; the destination's row is in the result, its interface in the first argument.</summary>
    private static void AskBridged(EbpfAssembler program, EbpfMap flows, TimeSpan lifetime, AddressFamily family)
    {
        string send = $"{family} send";
        string ask = $"{family} ask bridged";
        string miss = $"{family} bridged miss";
        program
            .Store(EbpfWidth.Double, EbpfRegister.Frame, DestinationInterface, EbpfRegister.Argument1)
            .Load(EbpfWidth.Double, Other, EbpfRegister.Result, FastPathRow.Since)
            .Store(EbpfWidth.Double, EbpfRegister.Frame, DestinationSince, Other);
        JumpIfAsking(program, EbpfRegister.Result, ask);
        JumpIfAsking(program, Known, ask).Jump(send).Label(ask).Load(EbpfWidth.Word, Scratch, Context, SocketBuffer.Interface);
        FastPathFlow.WriteKey(program, family, FlowKey, withMac: true, ask, Slow);
        FindFlow(program, flows, lifetime, miss)
            .Load(EbpfWidth.Double, Other, EbpfRegister.Frame, DestinationSince)
            .JumpIf(Other, EbpfCondition.Above, Recorded, miss)
            .Load(EbpfWidth.Word, EbpfRegister.Argument3, EbpfRegister.Result, FastPathFlow.Egress)
            .Load(EbpfWidth.Double, EbpfRegister.Argument4, EbpfRegister.Frame, DestinationInterface)
            .JumpIfWord(EbpfRegister.Argument3, EbpfCondition.Equal, EbpfRegister.Argument4, send)
            .Label(miss);
        Mark(program, FastPathFlow.BridgedMark)
            .Jump(Slow)
            .Label(send)
            .Load(EbpfWidth.Double, EbpfRegister.Argument1, EbpfRegister.Frame, DestinationInterface);
    }

    /// <summary>Goes on when the sender does not ask or the flow may pass. Nobody knows yet who receives it: what may pass goes past the receiver's
    /// policy too.</summary>
    private static void AskRouted(EbpfAssembler program, in FastPathSegment segment, EbpfMap alive, EbpfMap flows, TimeSpan lifetime, AddressFamily family)
    {
        string send = $"{family} route";
        string other = $"{family} routed other";
        string miss = $"{family} routed miss";
        program.Set(Scratch, segment.Interface);
        FastPathFlow.WriteKey(program, family, FlowKey, withMac: false, $"{family} ask routed", other);
        FindFlow(program, flows, lifetime, miss)
            .SetMapValue(Other, alive.Descriptor)
            .Load(EbpfWidth.Double, Other, Other, FastPathRow.Since)
            .JumpIf(Other, EbpfCondition.Above, Recorded, miss);
        Mark(program, FastPathFlow.PassedMark).Jump(send).Label(miss);
        JumpIfAsking(Mark(program, FastPathFlow.RoutedMark).Label(other), Known, Slow).Label(send);
    }

    private static EbpfAssembler JumpIfAsking(EbpfAssembler program, EbpfRegister row, string target) => program
        .Load(EbpfWidth.Double, EbpfRegister.Argument3, row, FastPathRow.Since)
        .Set(EbpfRegister.Argument4, 0)
        .JumpIf(EbpfRegister.Argument3, EbpfCondition.NotEqual, EbpfRegister.Argument4, target);

    private static EbpfAssembler Mark(EbpfAssembler program, int mark) => program
        .Set(Scratch, mark)
        .Store(EbpfWidth.Word, Context, SocketBuffer.Mark, Scratch);

    /// <summary>Goes on when the filter let the flow pass within its lifetime and since its sender's row is there. Then the result is its row, and
    /// <see cref="Recorded"/> says when.</summary>
    private static EbpfAssembler FindFlow(EbpfAssembler program, EbpfMap flows, TimeSpan lifetime, string miss) =>
        Find(program, flows.Descriptor, FlowKey, miss)
            .Load(EbpfWidth.Double, Recorded, EbpfRegister.Result, 0)
            .Load(EbpfWidth.Double, Other, Known, FastPathRow.Since)
            .JumpIf(Other, EbpfCondition.Above, Recorded, miss)
            .Load(EbpfWidth.Double, Other, EbpfRegister.Frame, Now)
            .SubtractFrom(Other, Recorded)
            .SetDouble(Scratch, (ulong)(lifetime.Ticks * TimeSpan.NanosecondsPerTick))
            .JumpIf(Other, EbpfCondition.Above, Scratch, miss);

    private static EbpfMap? FlowsOf(FastPathMaps maps, AddressFamily family) => family == AddressFamily.Ipv4 ? maps.Flows4 : maps.Flows6;

    private static EbpfAssembler Find(EbpfAssembler program, int map, short key, string missing = Slow) => program
        .SetMap(EbpfRegister.Argument1, map)
        .Move(EbpfRegister.Argument2, EbpfRegister.Frame)
        .AddTo(EbpfRegister.Argument2, key)
        .Call(EbpfHelper.MapLookup)
        .JumpIfNull(EbpfRegister.Result, missing);

    /// <summary>A MAC as the machine would load its first two and its last four octets. Frames begin two octets before a word, and some
    /// machines load words only where they begin.</summary>
    private static (uint First, uint Second) Parts(MacAddress mac)
    {
        Span<byte> octets = stackalloc byte[MacAddress.Length];
        mac.Write(octets);
        return (MemoryMarshal.Read<ushort>(octets), MemoryMarshal.Read<uint>(octets[2..]));
    }
}
