namespace Weft.Linux;

/// <summary>Code points of linux/rtnetlink.h and linux/pkt_sched.h, pkt_cls.h of queues and programs at ports.</summary>
internal static class TrafficControlCodes
{
    public const ushort NewQdisc = 36;
    public const ushort GetQdisc = 38;
    public const ushort NewFilter = 44;
    public const ushort DeleteFilter = 45;
    public const ushort GetFilter = 46;

    public const ushort Kind = 1;
    public const ushort Options = 2;

    public const ushort BpfDescriptor = 6;
    public const ushort BpfName = 7;
    public const ushort BpfFlags = 8;

    /// <summary>What the program returns is what happens to the frame.</summary>
    public const uint BpfDirectAction = 1;

    /// <summary>The parent of the queueing disciplines that see what comes in.</summary>
    public const uint Clsact = 0xFFFF_FFF1;

    /// <summary>Handle of such a queueing discipline.</summary>
    public const uint ClsactHandle = 0xFFFF_0000;

    /// <summary>The parent of filters of what comes in.</summary>
    public const uint Ingress = 0xFFFF_FFF2;

    /// <summary>The parent of filters of what goes out.</summary>
    public const uint Egress = 0xFFFF_FFF3;
}
